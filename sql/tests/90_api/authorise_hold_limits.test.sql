begin;
select plan(11);

-- Account 11 has 1000, may give 300 at once and 500 a day; its payee (12) may have 100.
select fixture.stop_clock('2026-01-31 12:00:00+00');
select fixture.account(11, p_balance => 1000);
select fixture.account(12);
select fixture.account(13, p_floor => null);
update ledger.account set transfer_limit = 300, day_limit = 500
where account_id = fixture.id(11);
update ledger.account set balance_ceiling = 100, is_credit_frozen = true
where account_id = fixture.id(12);

create function pg_temp.hold(p_number integer, p_amount bigint, p_debit integer default 11)
returns jsonb
language sql
begin atomic
    select refusal
    from api.authorise_hold(
        fixture.id(1), fixture.id(p_number), fixture.id(p_debit), fixture.id(12), p_amount, 'EUR'
    );
end;

create function pg_temp.pay(p_number integer, p_amount bigint)
returns text
language sql
begin atomic
    select refusal ->> 'code'
    from api.post_transfer(
        fixture.id(1), fixture.id(p_number), fixture.id(11), fixture.id(13), p_amount, 'EUR'
    );
end;


-- 4 judge

select is(
    pg_temp.hold(101, 301),
    core.refusal('LG314', jsonb_build_object(
        'argument', 'amount', 'account_id', fixture.id(11), 'asked', '301',
        'transfer_limit', '300'
    ))::jsonb,
    'refuses one unit more than the account may give at once'
);

select is(
    pg_temp.hold(102, 300), null,
    'sets aside as much, though the payee could not have it now'
);

select is(
    pg_temp.hold(103, 201),
    core.refusal('LG315', jsonb_build_object(
        'account_id', fixture.id(11), 'asked', '201', 'available', '200',
        'day_limit', '500', 'spent', '300'
    ))::jsonb,
    'counts on the day what was set aside on it'
);

update ledger.account set balance_ceiling = null, is_credit_frozen = false
where account_id = fixture.id(12);

select results_eq(
    $$ select pg_temp.pay(201, 201), captured.refusal ->> 'code', pg_temp.pay(202, 200)
       from api.capture_hold(fixture.id(1), fixture.id(102), fixture.id(111), 250) as captured $$,
    $$ values ('LG315', null, null) $$,
    'leaves the rest of the day to transfers, whatever is captured: that was counted'
);

select results_eq(
    $$ select given.amount::bigint, pg_temp.hold(104, 1) ->> 'code'
       from api.void_hold(fixture.id(1), fixture.id(102), fixture.id(112)) as given $$,
    $$ values (50::bigint, 'LG315') $$,
    'counts on the day what was given back on it, too'
);

select fixture.stop_clock('2026-02-01 00:00:00+00');

select is(pg_temp.hold(105, 300), null, 'begins a new day by UTC');

update ledger.account set is_debit_frozen = true
where account_id = fixture.id(11);

select is(
    pg_temp.hold(106, 1),
    core.refusal('LG316', jsonb_build_object('account_id', fixture.id(11)))::jsonb,
    'refuses to set aside what is frozen'
);

update ledger.account set is_debit_frozen = false
where account_id = fixture.id(11);

do $body$
begin
    perform pg_temp.hold(1000 + n, 1000000000000000, 13)
    from generate_series(1, 899) as n;
    perform pg_temp.hold(1900, 999999999999999, 13);
end;
$body$;

select results_eq(
    $$ select refusal ->> 'code', refusal -> 'facts' ->> 'available'
       from pg_temp.hold(1901, 2, 13) as refusal $$,
    $$ values ('LG306', '1') $$,
    'refuses to set more aside than can be held, where there is no floor'
);

select is(pg_temp.hold(1902, 1, 13), null, 'sets as much aside as can be');

select results_eq(
    $$ select account_id, held::bigint, spent::bigint, spent_date
       from ledger.account where held > 0 order by account_id $$,
    $$ values
        (fixture.id(11), 300::bigint, 300::bigint, '2026-02-01'::date),
        (fixture.id(13), 900000000000000000, 0, null) $$,
    'counts a day only where a day has a limit'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
