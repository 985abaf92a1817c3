begin;
select plan(14);

-- A payer (11) with 500, who may give 300 at once and 400 a day; a payee (12) who may have 600; a
-- dollar account (13), a closed one (14), one frozen for debits (15), one for credits (16), and one
-- that has the rest of what the world outside (1) can give (17). October 2025 is closed.
select fixture.account(11, p_balance => 500);
select fixture.account(number)
from unnest(array[12, 14, 15, 16]) as number
order by number;
select fixture.account(13, p_currency => 'USD');
select fixture.account(17, p_balance => 999999999999500);

do $body$
begin
    perform api.post_transfer(
        fixture.id(1), fixture.id(n), fixture.id(1), fixture.id(17), 1000000000000000, 'EUR'
    )
    from generate_series(1001, 1899) as n;
end;
$body$;

update ledger.account set transfer_limit = 300, day_limit = 400
where account_id = fixture.id(11);
update ledger.account set balance_ceiling = 600
where account_id = fixture.id(12);
select api.close_account(fixture.id(1), fixture.id(14));
update ledger.account set is_debit_frozen = true
where account_id = fixture.id(15);
update ledger.account set is_credit_frozen = true
where account_id = fixture.id(16);
select fixture.close_period('2025-10-01');

-- A request: what it differs in from 1 of 11 to 12 by user:7.
create type pg_temp.request as (
    book_id uuid,
    transfer_id uuid,
    debit_account_id uuid,
    credit_account_id uuid,
    amount bigint,
    currency text,
    memo text,
    value_date date,
    actor text,
    trace text
);

create function pg_temp.request(p_transfer integer, p_changed jsonb default '{}')
returns pg_temp.request
language sql
return jsonb_populate_record(null::pg_temp.request, jsonb_build_object(
    'book_id', fixture.id(1), 'transfer_id', fixture.id(p_transfer),
    'debit_account_id', fixture.id(11), 'credit_account_id', fixture.id(12), 'amount', 1,
    'currency', 'EUR', 'actor', 'user:7', 'trace', md5(p_transfer::text)
) || p_changed);

create function pg_temp.post_each(variadic p_requests pg_temp.request[])
returns table (place integer, answer jsonb)
language sql
as $body$
    select place, to_jsonb(answer) - 'place'
    from (
        select
            array_agg(transfer_id order by ordinality) as transfer_ids,
            array_agg(debit_account_id order by ordinality) as debit_account_ids,
            array_agg(credit_account_id order by ordinality) as credit_account_ids,
            array_agg(amount order by ordinality) as amounts,
            array_agg(currency order by ordinality) as currencies,
            array_agg(memo order by ordinality) as memos,
            array_agg(value_date order by ordinality) as value_dates,
            array_agg(actor order by ordinality) as actors,
            array_agg(trace order by ordinality) as traces
        from unnest(p_requests) with ordinality
    ) as list, api.post_each_transfer(
        (p_requests[1]).book_id, transfer_ids, debit_account_ids, credit_account_ids,
        amounts::core.amount[], currencies::core.currency_code[], memos::core.memo[], value_dates,
        actors::core.actor[], traces::core.trace[]
    ) as answer
    order by place;
$body$;

-- What a single request is answered; what is raised has a refusal and nothing else.
create function pg_temp.post(p_request pg_temp.request)
returns jsonb
language plpgsql
as $body$
declare
    v_answer jsonb;
    v_detail text;
begin
    select to_jsonb(answer) into strict v_answer
    from api.post_transfer(
        p_request.book_id, p_request.transfer_id, p_request.debit_account_id,
        p_request.credit_account_id, p_request.amount, p_request.currency, p_request.memo,
        p_request.value_date, p_request.actor, p_request.trace
    ) as answer;
    return v_answer;
exception
    when others then -- whatever it is: the test compares
        get stacked diagnostics v_detail = pg_exception_detail;
        return jsonb_build_object('refusal', jsonb_build_object(
            'code', sqlstate, 'title', sqlerrm, 'facts', v_detail::jsonb
        ));
end;
$body$;

-- Posts alone, takes it back, posts as a list of one, and takes it back: both answers.
create function pg_temp.both(p_request pg_temp.request, out alone jsonb, out listed jsonb)
language plpgsql
as $body$
begin
    begin
        alone := pg_temp.post(p_request);
        raise exception using errcode = 'PT001';
    exception
        when sqlstate 'PT001' then null;
    end;

    begin
        listed := (select answer from pg_temp.post_each(p_request));
        raise exception using errcode = 'PT001';
    exception
        when sqlstate 'PT001' then null;
    end;
end;
$body$;

create function pg_temp.cases()
returns setof pg_temp.request
language sql
as $body$
    select pg_temp.request(101, changed)
    from unnest(array[
        '{}', '{"memo": "rent", "value_date": "2026-02-28"}', '{"actor": null, "trace": null}',
        '{"transfer_id": null}', '{"debit_account_id": null}', '{"credit_account_id": null}',
        '{"amount": null}', '{"currency": null}',
        jsonb_build_object('credit_account_id', fixture.id(11)),
        '{"actor": "user:8"}', jsonb_build_object('book_id', fixture.id(2)),
        jsonb_build_object('book_id', fixture.id(2), 'actor', null),
        '{"transfer_id": "016f5e66-e800-7000-8000-000000000101"}',
        '{"transfer_id": "019b76da-a800-4000-8000-000000000101"}',
        jsonb_build_object('debit_account_id', fixture.id(99)),
        jsonb_build_object('credit_account_id', fixture.id(99)),
        '{"currency": "EUX"}', '{"currency": "USD"}',
        jsonb_build_object('debit_account_id', fixture.id(13)),
        jsonb_build_object('debit_account_id', fixture.id(12), 'credit_account_id', fixture.id(11)),
        jsonb_build_object('credit_account_id', fixture.id(14)),
        '{"value_date": "2025-10-31"}',
        jsonb_build_object('debit_account_id', fixture.id(1), 'credit_account_id', fixture.id(17)),
        jsonb_build_object('debit_account_id', fixture.id(17), 'amount', 601),
        '{"amount": 301}',
        jsonb_build_object('debit_account_id', fixture.id(15)),
        jsonb_build_object('credit_account_id', fixture.id(16))
    ]::jsonb[]) as changed;
$body$;


-- 1 validate: the lists themselves

select is(
    fixture.facts_of($$ select api.post_each_transfer(
        null, '{null}', '{null}', '{null}', '{null}', '{null}', '{null}', '{null}', '{null}',
        '{null}'
    ) $$),
    '{"argument": "book_id"}',
    'refuses lists without a book'
);

select is(
    fixture.facts_of(format($$ select api.post_each_transfer(
        %L, '{null}', '{null}', '{null}', '{null}', '{null}', '{null}', '{null}', null, '{null}'
    ) $$, fixture.id(1))),
    '{"argument": "transfer_id"}',
    'refuses a list that is null'
);

select throws_ok(
    format($$ select api.post_each_transfer(
        %L, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}'
    ) $$, fixture.id(1)),
    'LG005', 'The batch has no item, or too many.',
    'refuses empty lists'
);

select throws_ok(
    format($$ select api.post_each_transfer(
        %L, '{null}', '{null}', '{null}', '{null}', '{null}', '{null}', '{null}', '{null}', '{}'
    ) $$, fixture.id(1)),
    'LG005', 'The batch has no item, or too many.',
    'refuses lists of two lengths'
);

select is(
    (select count(*) from pg_temp.post_each(
        variadic array(
            select pg_temp.request(n, jsonb_build_object('debit_account_id', fixture.id(15)))
            from generate_series(201, 700) as n
        )
    )),
    500::bigint,
    'takes 500 requests'
);

select is(
    fixture.facts_of($$ select pg_temp.post_each(
        variadic array(select pg_temp.request(n) from generate_series(201, 701) as n)
    ) $$),
    '{"argument": "transfer_id", "asked": 501, "least": 1, "most": 500}',
    'refuses one more'
);

select throws_ok(
    $$ select pg_temp.post_each(pg_temp.request(101, '{"value_date": "infinity"}')) $$,
    '22008', 'value_date is infinity, which is no day',
    'cannot judge infinity one by one'
);


-- 4 judge: alone or in a list, the answer is one

select results_eq(
    $$ select listed @> alone, listed - 'refusal' @> alone - 'refusal',
           listed -> 'refusal' = alone -> 'refusal'
       from pg_temp.cases() as request, pg_temp.both(request) $$,
    $$ select true, true, true from pg_temp.cases() $$,
    'answers each request as it would be alone'
);

select results_eq(
    $$ select distinct listed #>> '{refusal,code}' as code
       from pg_temp.cases() as request, pg_temp.both(request)
       where listed -> 'refusal' <> 'null' order by code $$,
    array[
        'LG001', 'LG002', 'LG003', 'LG101', 'LG102', 'LG103', 'LG302', 'LG303', 'LG304', 'LG305',
        'LG306', 'LG309', 'LG314', 'LG316', 'LG317'
    ],
    'was tried with all but LG301 and LG315, which need a request before them'
);


-- 3 replay, 5 write, 6 record

select results_eq(
    $$ select place, answer -> 'debit_balance', answer -> 'replayed', answer #>> '{refusal,code}'
       from pg_temp.post_each(
           pg_temp.request(113, '{"amount": 200}'), pg_temp.request(112, '{"amount": 301}'),
           pg_temp.request(111, '{"amount": 200}'), pg_temp.request(110, '{"actor": "user:8"}'),
           pg_temp.request(110), pg_temp.request(113, '{"amount": 200}'),
           pg_temp.request(113, '{"amount": 201}')
       ) $$,
    $$ values
        (1, '300'::jsonb, 'false'::jsonb, null::text), (2, 'null', 'false', 'LG314'),
        (3, '100', 'false', null), (4, 'null', 'false', 'LG102'), (5, 'null', 'false', 'LG315'),
        (6, '300', 'true', null), (7, 'null', 'false', 'LG301') $$,
    'judges each after the one before it, and the same id as at first'
);

select results_eq(
    $$ select transfer_id, refusal ->> 'code', recorded_by::text, trace::text from ledger.transfer
       where transfer_id between fixture.id(110) and fixture.id(113) order by transfer_id $$,
    $$ values
        (fixture.id(110), 'LG315', 'user:7', md5('110')),
        (fixture.id(111), null, 'user:7', md5('111')),
        (fixture.id(112), 'LG314', 'user:7', md5('112')),
        (fixture.id(113), null, 'user:7', md5('113')) $$,
    'records each with its own actor and trace'
);

select results_eq(
    $$ values
        (pg_temp.post(pg_temp.request(110))),
        (pg_temp.post(pg_temp.request(111, '{"amount": 200}'))),
        (pg_temp.post(pg_temp.request(113, '{"amount": 7}'))) $$,
    $$ select answer from pg_temp.post_each(
           pg_temp.request(110), pg_temp.request(111, '{"amount": 200}'),
           pg_temp.request(113, '{"amount": 7}')
       ) order by place $$,
    'answers again as a single request is, and the other way round'
);

select results_eq(
    $$ select answer -> 'replayed' from pg_temp.post_each(
           pg_temp.request(110), pg_temp.request(111, '{"amount": 200}')
       ) $$,
    $$ values ('true'::jsonb), ('true') $$,
    'says so'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
