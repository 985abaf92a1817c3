begin;
select plan(5);

select fixture.account(11, p_balance => 500);
select fixture.account(12);
select api.open_heading(fixture.id(1), '1', 'Cash');

-- Every version that account 11 has had, in their order.
create table pg_temp.seen (seen_id integer generated always as identity, version text);

create function pg_temp.note(p_statement text default 'select 1')
returns void
language plpgsql
as $body$
begin
    execute p_statement;
    insert into pg_temp.seen (version)
    values (ledger.settings_version(fixture.id(1), fixture.id(11)));
end;
$body$;

select pg_temp.note();
select pg_temp.note(format('select api.%s', setting))
from unnest(array[
    'set_account_limits(fixture.id(1), fixture.id(11), -1)',
    'set_account_limits(fixture.id(1), fixture.id(11), -1, 900)',
    'set_account_limits(fixture.id(1), fixture.id(11), -1, 900, 9)',
    'set_account_limits(fixture.id(1), fixture.id(11), -1, 900, 9, 9)',
    'set_account_heading(fixture.id(1), fixture.id(11), ''1'')',
    'set_account_metadata(fixture.id(1), fixture.id(11), ''{"a": 1}'')',
    'freeze_account(fixture.id(1), fixture.id(11), true, false)',
    'freeze_account(fixture.id(1), fixture.id(11), true, true)'
]) as setting;

select is(
    (select count(distinct version) from pg_temp.seen), 9::bigint,
    'is another after each setting'
);

select is_empty(
    $$ select version from pg_temp.seen where version !~ '^[0-9a-f]{24}$' $$,
    'can stand in a tag as it is'
);

select results_eq(
    $$ select ledger.settings_version(fixture.id(1), fixture.id(12)) $$,
    $$ select version from pg_temp.seen where seen_id = 1 $$,
    'is the same of what is set alike'
);

select results_eq(
    $$ select ledger.settings_version(fixture.id(1), fixture.id(12))
       from api.post_transfer(
           fixture.id(1), fixture.id(101), fixture.id(1), fixture.id(12), 5, 'EUR'
       ) $$,
    $$ select version from pg_temp.seen where seen_id = 1 $$,
    'is no other after a transfer'
);

select is(
    ledger.settings_version(fixture.id(1), fixture.id(99)), null, 'is null where no account is'
);

select finish();
rollback;
