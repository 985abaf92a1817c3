begin;
select plan(5);

select fixture.stop_clock('2026-03-02 12:00:00+00');
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(13);
select ledger.add_month('2026-02-01');

select is(ledger.anchor_accounts(), 0::bigint, 'anchors nothing while nothing is gone');

select refusal
from api.post_transfer(
    fixture.id(1), fixture.id(101), fixture.id(11), fixture.id(12), 100, 'EUR',
    p_value_date => '2026-01-05'
);
select fixture.close_period('2026-01-01');
select refusal
from api.post_transfer(
    fixture.id(1), overlay(fixture.id(1)::text placing '019c4' from 1 for 5)::uuid,
    fixture.id(12), fixture.id(11), 30, 'EUR', p_value_date => '2026-02-10'
);
do $body$
begin
    execute 'alter table ledger.transfer detach partition ledger.transfer_2026_01';
end;
$body$;

select isnt_empty('select * from report.verify()', 'is needed: the histories begin nowhere');

select is(ledger.anchor_accounts(), 3::bigint, 'anchors each account with lines that are gone');

select results_eq(
    'select account_id, version, balance::bigint from ledger.account_anchor order by account_id',
    $$ values
        (fixture.id(1), 1::bigint, -500::bigint), (fixture.id(11), 2, 400),
        (fixture.id(12), 1, 100) $$,
    'knows what each was, one without any line left too'
);

select fixture.invariants();

select finish();
rollback;
