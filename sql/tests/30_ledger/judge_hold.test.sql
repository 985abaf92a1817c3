begin;
select plan(3);

create function pg_temp.judge(p_state text)
returns core.refusal
language sql
as $body$
    select ledger.judge_hold(jsonb_populate_record(null::ledger.hold, jsonb_build_object(
        'book_id', fixture.id(1), 'hold_id', fixture.id(101), 'state', p_state
    )));
$body$;

select is(pg_temp.judge('open'), null, 'says nothing against one that is open');

select results_eq(
    $$ select pg_temp.judge(state) -> 'facts' ->> 'state'
       from unnest(array['captured', 'voided', 'expired']) as state $$,
    $$ values ('captured'), ('voided'), ('expired') $$,
    'refuses one that has ended, and says how'
);

select is(
    pg_temp.judge('voided'),
    core.refusal('LG319', jsonb_build_object(
        'argument', 'hold_id', 'hold_id', fixture.id(101), 'state', 'voided'
    )),
    'names the hold'
);

select finish();
rollback;
