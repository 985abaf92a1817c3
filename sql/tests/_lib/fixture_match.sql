-- An account to reconcile: clearing:EUR of book 1, with lines of a bank by their places in import
-- 900 and transfers of our own by their numbers. A sign says what the clearing account gets.

create function fixture.bank_lines(p_amounts bigint[], p_memos text[], p_days date[])
returns void
language plpgsql
as $body$
begin
    perform fixture.book(1);
    perform fixture.stop_clock('2026-01-31 12:00:00+00');
    perform fixture.statement(1, 0, array(select -amount from unnest(p_amounts) as amount));

    update ledger.staged_line
    set
        memo = given.memo,
        reference = null,
        value_date = given.day
    from unnest(p_memos, p_days) with ordinality as given (memo, day, place)
    where staged_line.place = given.place;

    perform fixture.post_import();
    perform fixture.account(12, p_floor => null);
end;
$body$;

-- Item 1 of a statement is its opening.
create function fixture.line(p_place integer)
returns uuid
language sql
begin atomic
    select ledger.import_transfer_id(statement_id, p_place + 1)
    from ledger.imported_statement
    where
        book_id = fixture.id(1)
        and import_id = fixture.id(900);
end;

create function fixture.clearing()
returns uuid
language sql
begin atomic
    select account_id
    from ledger.account_name
    where
        book_id = fixture.id(1)
        and name = 'clearing:EUR';
end;

create function fixture.own(p_number integer, p_amount bigint, p_memo text, p_day date)
returns void
language plpgsql
as $body$
declare
    v_refusal core.refusal;
begin
    v_refusal := (
        select refusal
        from api.post_transfer(
            fixture.id(1), fixture.id(p_number),
            case when p_amount > 0 then fixture.id(12) else fixture.clearing() end,
            case when p_amount > 0 then fixture.clearing() else fixture.id(12) end,
            abs(p_amount), 'EUR', p_memo, p_day
        )
    );
    assert v_refusal is null, v_refusal;
end;
$body$;

-- What an item is called in an expectation: L and its place, O and its number, or X: a line of
-- another import.
create function fixture.item_name(p_transfer_id uuid)
returns text
language sql
begin atomic
    select coalesce(
        (
            select 'L' || place
            from generate_series(1, 50) as place
            where fixture.line(place) = p_transfer_id
        ),
        'O' || substring(p_transfer_id::text from '^019b76da-a800-7000-8000-0*(.*)$'),
        'X'
    );
end;

create function fixture.item_names(p_transfer_ids uuid[])
returns text
language sql
begin atomic
    select string_agg(fixture.item_name(id), ' ' order by place)
    from unnest(p_transfer_ids) with ordinality as item (id, place);
end;

-- Four lines and four transfers of our own: 1 fits exactly, 2 by its reference two days later, 3 by
-- amount and day alone, 4 by two of ours.
create function fixture.reconciled_account()
returns void
language plpgsql
as $body$
begin
    perform fixture.bank_lines(
        '{-100,-200,300,-900}', '{"INV-0001","your INV-0002",rent,batch}',
        '{2026-01-10,2026-01-10,2026-01-12,2026-01-20}'
    );
    perform fixture.own(101, 100, 'paid inv0001', '2026-01-10');
    perform fixture.own(102, 200, 'inv 2: INV0002', '2026-01-12');
    perform fixture.own(103, -300, null, '2026-01-12');
    perform fixture.own(104, 400, 'part', '2026-01-20');
    perform fixture.own(105, 500, 'part', '2026-01-21');
end;
$body$;
