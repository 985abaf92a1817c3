begin;
select plan(5);

select fixture.book(1);
select fixture.stop_clock('2026-01-31 12:00:00+00');

select audit.record_all(
    fixture.id(1), 'account.opened', array['11', '12'],
    array['{"currency": "EUR"}', '{"currency": "USD"}']::jsonb[],
    'user:7', '0af7651916cd43dd8448eb211c80319c'
);

select results_eq(
    $$ select
           book_id, topic, subject, payload, recorded_by::text, trace::text, recorded_at,
           session_role, xid
       from audit.event order by subject $$,
    $$ select
           fixture.id(1), 'account.opened', subject, payload::jsonb, 'user:7',
           '0af7651916cd43dd8448eb211c80319c', timestamptz '2026-01-31 12:00:00+00',
           session_user::text collate "default", pg_current_xact_id()
       from (values ('11', '{"currency": "EUR"}'), ('12', '{"currency": "USD"}'))
           as changed (subject, payload) $$,
    'leaves a row a change, each with its own payload'
);

select is(
    (select count(distinct event_id) from audit.event), 2::bigint,
    'gives each an id of its own'
);

select audit.record_all(fixture.id(1), 'account.closed', array['11'], '{"{}"}', null, null);

select results_eq(
    $$ select recorded_by::text from audit.event where topic = 'account.closed' $$,
    $$ select session_user::text collate "default" $$,
    'takes the login for the actor where there is none'
);

select audit.record_all(fixture.id(1), 'account.opened', '{}', '{}', null, null);
select audit.record_all(fixture.id(1), 'account.opened', null, null, null, null);

select is(
    (select count(*) from audit.event), 3::bigint,
    'leaves nothing where nothing was changed'
);

select throws_ok(
    $$ select audit.record_all(
           fixture.id(1), 'account.opened', array['11', '12'], '{"{}"}', null, null
       ) $$,
    '23502',
    'null value in column "payload" of relation "event" violates not-null constraint',
    'takes no change that has no payload'
);

select finish();
rollback;
