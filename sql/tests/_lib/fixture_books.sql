-- Fixtures of books that have the same ids: nearly every routine of a book is called, in one order,
-- with ids by number and amounts that are multiplied. Ids that the ledger makes are by number too,
-- once the test has replaced core.id_within.

create sequence fixture.made;
grant usage on sequence fixture.made to public;

-- What is asked of a book: $1 is the book, $2 what its amounts are multiplied by.
create function fixture.calls()
returns text[]
language sql
begin atomic
    select array_agg(line order by place)
    from regexp_split_to_table($calls$
        open_book($1, 'Book')
        open_account($1, fixture.id(1), 'EUR', p_balance_floor => null)
        open_account($1, fixture.id(11), 'EUR', 'till', p_day_limit => 400 * $2)
        open_account($1, fixture.id(12), 'EUR', 'rent', p_kind => 'asset', p_balance_floor => null)
        open_account($1, fixture.id(13), 'USD', p_balance_floor => -5000 * $2)
        open_account($1, fixture.id(14), 'EUR', p_balance_ceiling => 30 * $2)
        open_account($1, fixture.id(15), 'EUR')
        open_account($1, fixture.id(20 + $2::integer), 'EUR', 'other', p_kind => 'income')
        post_transfer($1, fixture.id(99), fixture.id(1), fixture.id(12), 10 * $2, 'EUR', 'old',
            '2025-12-20')
        post_transfer($1, fixture.id(96), fixture.id(1), fixture.id(12), 4 * $2, 'EUR', 'older',
            '2025-11-15')
        soft_close_period($1, '2025-12-01')
        post_transfers($1, jsonb_build_array(
            fixture.batch_item(98, 1, 12, 9) || '{"value_date": "2025-12-21"}'))
        shut($1, '2025-11-01')
        shut($1, '2025-12-01')
        reopen_period($1, '2025-12-01', 'late')
        shut($1, '2025-12-01')
        list_periods($1)
        list_period_balances($1, '2025-12-01')
        get_period($1, '2025-12-01')
        get_statement($1, fixture.id(23))
        get_account($1, fixture.id(23))
        set_account_limits($1, fixture.id(23))
        freeze_account($1, fixture.id(23), true, true)
        list_accounts($1, p_name => 'other')
        post_transfer($1, fixture.id(97), fixture.id(1), fixture.id(23), 1, 'EUR')
        open_heading($1, '1', 'Cash')
        open_heading($1, '2', 'Rest')
        open_heading($1, '10', 'Till', '1')
        open_heading($1, '20', 'Rents', '1')
        open_heading($1, (2 + $2)::text, 'Third')
        open_heading($1, '50', 'Below', '5')
        move_heading($1, '10', '2')
        move_heading($1, '20', '2')
        move_heading($1, '20', '1')
        rename_heading($1, '2', 'Rest ' || $2)
        set_metadata_schema($1, 'asset', jsonb_build_object(
            'properties', jsonb_build_object('k', jsonb_build_object('maximum', $2))))
        set_metadata_schema($1, 'liability', '{"type": "object"}')
        set_metadata_schema($1, 'liability')
        set_metadata_schema($1, 'income', '{"type": "object"}')
        set_account_heading($1, fixture.id(11), '10')
        set_account_heading($1, fixture.id(12), case when $2 > 1 then '10' else '20' end)
        set_account_metadata($1, fixture.id(12), jsonb_build_object('k', $2))
        set_account_metadata($1, fixture.id(12), '{"k": 2}')
        set_account_limits($1, fixture.id(15), null, 90 * $2)
        post_transfer($1, fixture.id(101), fixture.id(1), fixture.id(11), 1000 * $2, 'EUR', 'm')
        post_transfer($1, fixture.id(102), fixture.id(11), fixture.id(12), 300 * $2, 'EUR', 'r')
        post_transfer($1, fixture.id(103), fixture.id(11), fixture.id(12), 101 * $2, 'EUR')
        post_transfer($1, fixture.id(104), fixture.id(1), fixture.id(14), 31 * $2, 'EUR')
        post_transfer($1, fixture.id(110), fixture.id(1), fixture.id(12), 100000 * $2, 'EUR')
        post_transfer($1, fixture.id(111), fixture.id(1), fixture.id(12), 500 * $2, 'EUR', 'i 0001')
        post_transfer($1, fixture.id(112), fixture.id(12), fixture.id(1), 500 * $2, 'EUR', 'i 0001')
        post_transfer($1, fixture.id(113), fixture.id(1), fixture.id(12), 70 * $2, 'EUR')
        post_transfer($1, fixture.id(114), fixture.id(12), fixture.id(1), 30 * $2, 'EUR')
        post_transfer($1, fixture.id(115), fixture.id(12), fixture.id(1), 40 * $2, 'EUR')
        reverse_transfer($1, fixture.id(102), fixture.id(105), 200 * $2)
        reverse_transfer($1, fixture.id(102), fixture.id(106), 101 * $2)
        reverse_transfer($1, fixture.id(102), fixture.id(107), 100 * $2)
        reverse_transfer($1, fixture.id(113), fixture.id(118))
        authorise_hold($1, fixture.id(201), fixture.id(1), fixture.id(11), 50 * $2, 'EUR')
        authorise_hold($1, fixture.id(202), fixture.id(1), fixture.id(11), 60 * $2, 'EUR')
        authorise_hold($1, fixture.id(203), fixture.id(11), fixture.id(12), 70 * $2, 'EUR',
            p_expires_at => '2026-02-10 13:00:00+00')
        authorise_hold($1, fixture.id(204), fixture.id(1), fixture.id(14), 5 * $2, 'EUR')
        void_hold($1, fixture.id(204), fixture.id(214))
        authorise_hold($1, fixture.id(205), fixture.id(1), fixture.id(12), 5 * $2, 'EUR',
            p_expires_at => date '2026-02-11' - 9 * ($2 = 1)::integer)
        capture_hold($1, fixture.id(201), fixture.id(211), 20 * $2)
        capture_hold($1, fixture.id(201), fixture.id(212), 31 * $2)
        capture_hold($1, fixture.id(201), fixture.id(212), 31 * $2)
        void_hold($1, fixture.id(202), fixture.id(213))
        post_transfers($1, jsonb_build_array(
            fixture.batch_item(301, 1, 15, 7 * $2), fixture.batch_item(302, 15, 1, 8 * $2),
            fixture.batch_item(301, 1, 15, 7 * $2), fixture.batch_item(303, 1, 99, 1)))
        post_transfers($1, jsonb_build_array(
            fixture.batch_item(304, 1, 15, $2),
            fixture.batch_item(305, 14, 1, 9000 * $2)), fixture.id(306))
        post_each_transfer($1, array[fixture.id(307), fixture.id(308)],
            array[fixture.id(1), fixture.id(15)], array[fixture.id(15), fixture.id(1)],
            array[5 * $2, 900 * $2], array['EUR', 'EUR'], array[null, 'm'],
            array[null, null]::date[], array[null, 'user:9'], array[null, null])
        set_rates($1, date '2026-01-01', jsonb_build_object('USD', 1 + $2), 'ecb')
        exchange($1, fixture.id(401), fixture.id(1), fixture.id(13), 100 * $2, 'EUR', 'USD',
            p_fee => $2, p_fee_account_id => fixture.id(15))
        exchange($1, fixture.id(401), fixture.id(1), fixture.id(13), 100 * $2, 'EUR', 'USD',
            p_fee => $2, p_fee_account_id => fixture.id(15))
        exchange($1, fixture.id(402), fixture.id(13), fixture.id(1), 900000 * $2, 'USD', 'EUR')
        freeze_account($1, fixture.id(13), $2 = 1, $2 = 1)
        set_interest_terms($1, fixture.id(12), '2026-01-01', 0.01 * $2, 0.02 * $2, 'act/365',
            fixture.id(1))
        set_interest_terms($1, fixture.id(12), '2026-01-20', 0.03 * $2, 0.04 * $2, '30E/360',
            fixture.id(1), 'daily')
        accrue_interest($1, fixture.id(12), fixture.id(501), '2026-01-18')
        accrue_interest($1, fixture.id(12), fixture.id(502), '2026-01-28')
        accrue_interest($1, fixture.id(12), fixture.id(502), '2026-01-28')
        accrue_interest($1, fixture.id(12), fixture.id(503), '2026-01-28')
        preview_interest($1, fixture.id(12), '2026-02-09')
        list_interest_terms($1, fixture.id(12))
        post_import($1, fixture.id(900))
        post_import($1, fixture.id(900))
        post_import($1, fixture.id(901))
        post_import($1, fixture.id(904 + ($2 = 1)::integer))
        discard_import($1, fixture.id(902 + ($2 > 1)::integer))
        list_imports($1)
        list_imported_accounts($1)
        list_import_findings($1)
        post_transfer($1, fixture.id(116), fixture.id(1), fixture.clearing_of($1), 3 * $2, 'EUR',
            'inv 0001', '2026-01-11')
        post_transfer($1, fixture.id(117), fixture.clearing_of($1), fixture.id(1), 9 * $2, 'EUR',
            null, '2026-01-11')
        suggest_matches($1, fixture.clearing_of($1))
        list_open_items($1, fixture.clearing_of($1))
        match_exact($1, fixture.clearing_of($1))
        suggest_matches($1, fixture.clearing_of($1))
        match_transfers($1, fixture.id(11), fixture.id(601), fixture.ids(102, 105, 107))
        match_transfers($1, fixture.id(11), fixture.id(601), fixture.ids(102, 105, 107))
        list_open_items($1, fixture.id(11))
        match_transfers($1, fixture.id(12), fixture.id(602), fixture.ids(111, 112))
        unmatch_transfers($1, fixture.id(601 + ($2 = 1)::integer), 'no')
        list_matches($1)
        freeze_account($1, fixture.id(15), true, false)
        freeze_account($1, fixture.id(12), $2 > 1, $2 > 1)
        close_account($1, fixture.id(14))
        close_account($1, fixture.id(11))
        soft_close_period($1, '2026-01-01')
        post_transfer($1, fixture.id(108), fixture.id(1), fixture.id(11), $2, 'EUR')
        post_adjustment($1, fixture.id(109), fixture.id(1), fixture.id(11), 3 * $2, 'EUR')
        get_account($1, fixture.id(11))
        get_account($1, fixture.id(15))
        get_account_settings($1, fixture.id(12))
        get_heading_balances($1, 'EUR')
        get_hold($1, fixture.id(201))
        get_metadata_schemas($1)
        get_statement($1, fixture.id(11))
        get_value_balances($1, fixture.id(11))
        get_value_statement($1, fixture.id(11))
        list_accounts($1)
        list_accounts($1, p_heading => '10')
        list_headings($1)
        list_headings($1, '2')
        list_holds($1)
        list_rates($1, 'USD')
        list_exchanges($1)
        list_transfers($1)
        trial_balance($1)
        get_period($1, '2026-01-01')
    $calls$, '\n        (?=\w)') with ordinality as call (line, place)
    where place > 1;
end;

create function fixture.clearing_of(p_book uuid)
returns uuid
language sql
return (
    select account_id
    from ledger.account_name
    where
        book_id = p_book
        and name = 'clearing:EUR'
);

create function fixture.ids(variadic p_numbers integer[])
returns uuid[]
language sql
return array(select fixture.id(n) from unnest(p_numbers) as n);

create function fixture.batch_item(p_id integer, p_debit integer, p_credit integer, p_amount bigint)
returns jsonb
language sql
return jsonb_build_object(
    'transfer_id', fixture.id(p_id), 'debit_account_id', fixture.id(p_debit),
    'credit_account_id', fixture.id(p_credit), 'amount', p_amount, 'currency', 'EUR'
);

create function fixture.stage_statement(p_book uuid, p_import integer, p_by bigint)
returns void
language sql
begin atomic
    insert into ledger.staged_statement (
        book_id, import_id, statement_no, source, line_no, account, currency,
        opening, opening_date, closing, closing_date, reference, digest
    )
    values (
        p_book, fixture.id(p_import), 1, 'a.sta', 10,
        case when p_import = 905 then 'B' else 'A' end, 'EUR', 100 * p_by, '2026-01-10',
        93 * p_by, '2026-01-12', 's', sha256(convert_to(p_import::text, 'UTF8'))
    );

    insert into ledger.staged_line (
        book_id, import_id, statement_no, place, line_no, value_date, amount, memo, reference
    )
    values
    (p_book, fixture.id(p_import), 1, 1, 11, '2026-01-11', 3 * p_by, 'INV 0001', null),
    (p_book, fixture.id(p_import), 1, 2, 12, '2026-01-11', -9 * p_by, null, null);
end;

-- As fixture.close_period.
create function fixture.shut(p_book uuid, p_period_start date)
returns text
language plpgsql
as $body$
begin
    perform api.close_period(p_book, p_period_start);

    update ledger.period set fenced_xid = '3', drained_xid = '3'
    where
        book_id = p_book
        and period_start = p_period_start
        and state = 'closing';

    return (select closed.state from api.close_period(p_book, p_period_start) as closed);
end;
$body$;

create function fixture.play(p_book uuid, p_by bigint)
returns text[]
language plpgsql
as $body$
declare
    v_answers text[];
    v_answer text;
    v_call text;
begin
    perform setval('fixture.made', 1);

    foreach v_call in array fixture.calls() loop
        begin
            execute format(
                'select string_agg(answer::text, E''\n'') from %s.%s as answer',
                case when v_call like 'shut(%' then 'fixture' else 'api' end, v_call
            )
            into v_answer using p_book, p_by;
        exception
            when others then -- whatever it is: the test compares
                v_answer := sqlstate || ' ' || sqlerrm;
        end;

        v_answers := v_answers || (split_part(v_call, E'\n', 1) || ' : ' || coalesce(
            replace(v_answer, p_book::text, 'the book'), 'nothing'
        ));

        if v_call like 'open_book%' then
            perform fixture.stage_statement(p_book, n, p_by)
            from unnest(array[900, 901, 902, 905]) as n;
        end if;
    end loop;

    return v_answers;
end;
$body$;

-- What the calls come to where no other book is; it is undone.
create function fixture.played_alone(p_book uuid, p_by bigint)
returns text[]
language plpgsql
as $body$
declare
    v_answers text[];
begin
    v_answers := fixture.play(p_book, p_by);
    raise sqlstate 'UNDO0';
exception
    when sqlstate 'UNDO0' then
        return v_answers;
end;
$body$;
