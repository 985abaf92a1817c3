-- Each invariant is broken in sql/tests/invariants/breach_chart.test.sql.

begin;
select plan(3);

select fixture.account(11);
select api.open_heading(fixture.id(1), '1', 'Cash');
select api.open_heading(fixture.id(1), '1.1', 'Till', '1');
select api.set_account_heading(fixture.id(1), fixture.id(11), '1.1');
select api.set_metadata_schema(fixture.id(1), 'liability', '{"required": ["a"]}');
select api.set_account_metadata(fixture.id(1), fixture.id(11), '{"a": 1}');

select is_empty($$ select * from report.verify_chart() $$, 'has no row where all is well');

set local role report_read;
do $$ begin perform from report.verify_chart(); end $$;
reset role;

select pass('may be read by who may read the reports');

select volatility_is('report', 'verify_chart', 'stable', 'reads one snapshot');

select finish();
rollback;
