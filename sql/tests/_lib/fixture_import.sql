-- Staged statements by number, as the loader leaves them: import 900 of book 1 unless said. A
-- statement begins in line 10 × its number of the file; its lines follow, a day later.

create function fixture.statement(
    p_number integer,
    p_opening bigint default 0,
    p_amounts bigint[] default '{}',
    p_off bigint default 0, -- by how much the closing differs from what the lines come to
    p_account text default 'A',
    p_currency text default 'EUR',
    p_import integer default 900,
    p_source text default 'a.sta',
    p_text text default null -- what it says besides its figures
)
returns void
language sql
begin atomic
    insert into ledger.staged_statement (
        book_id, import_id, statement_no, source, line_no, account, currency,
        opening, opening_date, closing, closing_date, reference, digest
    )
    values (
        fixture.id(1), fixture.id(p_import), p_number, p_source, 10 * p_number, p_account,
        p_currency, p_opening, '2026-01-10',
        p_opening + p_off + (select coalesce(sum(amount), 0) from unnest(p_amounts) as amount),
        '2026-01-12', 'statement ' || p_number,
        sha256(convert_to(
            concat_ws('|', p_number, p_opening, p_amounts, p_off, p_account, p_text), 'UTF8'
        ))
    );

    insert into ledger.staged_line (
        book_id, import_id, statement_no, place, line_no, value_date, amount, memo, reference
    )
    select
        fixture.id(1) as book_id,
        fixture.id(p_import) as import_id,
        p_number as statement_no,
        entry.place,
        10 * p_number + entry.place as line_no,
        '2026-01-11' as value_date,
        entry.amount,
        case when entry.place > 1 then 'line ' || entry.place end as memo,
        'ref ' || entry.place as reference
    from unnest(p_amounts) with ordinality as entry (amount, place);
end;

-- The answer of an import, as far as tests ask for it.
create function fixture.post_import(p_import integer default 900, p_actor text default 'user:7')
returns table (
    statement_no integer,
    outcome text,
    break_amount bigint,
    gap_amount bigint,
    replayed boolean,
    code text
)
language sql
begin atomic
    select
        statement_no,
        outcome,
        break_amount,
        gap_amount,
        replayed,
        refusal ->> 'code' as code
    from api.post_import(fixture.id(1), fixture.id(p_import), p_actor, repeat('a', 32));
end;

-- What the accounts of book 1 hold, by their names.
create view fixture.held as
select
    account_name.name,
    account.balance::bigint as balance,
    account.version
from ledger.account
inner join ledger.account_name
    on
        account.book_id = account_name.book_id
        and account.account_id = account_name.account_id
where account.book_id = fixture.id(1);

-- Four imports into book 1: 900 has a gap and a break, 901 an account that states a balance with
-- each line, 902 nothing but refusals, 903 nothing new.
create function fixture.imports()
returns void
language plpgsql
as $body$
begin
    perform fixture.book(1);
    perform fixture.stop_clock('2026-01-31 12:00:00+00');
    perform fixture.statement(1, 1000, array[-100, 0]);
    perform fixture.statement(2, 890, array[-90], p_off => 5);
    perform fixture.statement(
        1, 0, array[7, 8], p_account => 'H', p_import => 901, p_source => 'h.asc'
    );
    perform fixture.statement(
        refused.place, 1, p_currency => 'USD', p_import => 902, p_source => 'r.sta'
    )
    from generate_series(1, 3) as refused (place);
    perform fixture.statement(1, 1000, array[-100, 0], p_import => 903);

    update ledger.staged_line set balance = 6
    where import_id = fixture.id(901) and place = 1;
    update ledger.staged_statement set closing = null
    where import_id = fixture.id(902) and statement_no = 1;
    update ledger.staged_statement set fault = 'It is torn.', is_cut = statement_no = 3
    where import_id = fixture.id(902) and statement_no > 1;

    perform fixture.post_import(import_no)
    from generate_series(900, 903) as import_no;
end;
$body$;
