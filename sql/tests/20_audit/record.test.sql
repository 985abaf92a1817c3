begin;
select plan(7);

select fixture.book(1);
select fixture.stop_clock('2026-01-31 12:00:00+00');

select audit.record(
    fixture.id(1), 'account.opened', fixture.id(11)::text, '{"currency": "EUR"}',
    'user:7', '0af7651916cd43dd8448eb211c80319c'
);

select results_eq(
    $$ select
           book_id, topic, subject, payload, recorded_by::text, trace::text, recorded_at,
           session_role, xid
       from audit.event $$,
    $$ values (
           fixture.id(1), 'account.opened', fixture.id(11)::text, '{"currency": "EUR"}'::jsonb,
           'user:7', '0af7651916cd43dd8448eb211c80319c', timestamptz '2026-01-31 12:00:00+00',
           session_user::text collate "default", pg_current_xact_id()
       ) $$,
    'leaves what was changed, who asked, in which request, when, and in which transaction'
);

select is(
    (select core.id_time(event_id) from audit.event),
    timestamptz '2026-01-31 12:00:00+00',
    'makes an id of the time of the transaction'
);

select audit.record(fixture.id(1), 'account.closed', '11', '{}', null, null);

select results_eq(
    $$ select recorded_by::text from audit.event where topic = 'account.closed' $$,
    $$ select session_user::text collate "default" $$,
    'takes the login for the actor where there is none'
);

select throws_ok(
    $$ select audit.record(fixture.id(1), 'opened', '11', '{}', null, null) $$,
    '23514', 'new row for relation "event" violates check constraint "event_topic_check"',
    'takes no topic that is not noun and participle'
);

select throws_ok(
    $$ select audit.record(fixture.id(1), 'account.opened', '', '{}', null, null) $$,
    '23514', 'new row for relation "event" violates check constraint "event_subject_check"',
    'takes no subject that names nothing'
);

select throws_ok(
    $$ select audit.record(fixture.id(9), 'account.opened', '11', '{}', null, null) $$,
    '23503',
    'insert or update on table "event" violates foreign key constraint "event_book_fkey"',
    'records nothing of a book that is not there'
);

select results_eq(
    $$ select count(*) from audit.event $$, $$ values (2::bigint) $$,
    'leaves one row a change'
);

select finish();
rollback;
