begin;
select plan(6);

-- Answers by their age in microseconds beyond a day.
insert into procwright.stored_answer (actor, request_key, content_hash, refusal, stored_at)
select
    'a' as actor,
    age::text as request_key,
    sha256('{}') as content_hash,
    '{}' as refusal,
    now() - interval '24 hours' - age * interval '1 microsecond' as stored_at
from unnest(array[-1, 0, 1, 2, 3]) as aged (age);

select throws_ok(
    $$ select * from procwright.sweep_answers(null) $$,
    'PR002', 'A required value is missing.', 'refuses a sweep without a limit'
);

select is(
    (select answers from procwright.sweep_answers(2)), 2::bigint, 'forgets no more than asked'
);

select results_eq(
    $$ select request_key::text from procwright.stored_answer order by stored_at $$,
    $$ values ('1'), ('0'), ('-1') $$,
    'forgets the oldest first'
);

select is((select answers from procwright.sweep_answers()), 1::bigint, 'forgets what is left');

select results_eq(
    $$ select request_key::text from procwright.stored_answer order by stored_at $$,
    $$ values ('0'), ('-1') $$,
    'keeps an answer for a whole day'
);

select is((select answers from procwright.sweep_answers()), 0::bigint, 'has nothing to do then');

select finish();
rollback;
