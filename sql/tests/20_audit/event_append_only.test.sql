begin;
select plan(3);

select has_trigger('audit', 'event', 'event_append_only', 'stands guard');

select throws_ok(
    $$ update audit.event set payload = '{}' $$,
    'LG901', 'A row of an append-only table can''t be changed.',
    'refuses a change of the past'
);

select is(
    fixture.facts_of($$ delete from audit.event $$),
    '{"table": "audit.event", "operation": "delete"}'::jsonb,
    'says where, and what was tried'
);

select finish();
rollback;
