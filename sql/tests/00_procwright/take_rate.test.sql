begin;
select plan(15);

-- Takes from the quota of a subject: 80 a minute.
create function pg_temp.take(
    p_wanted integer, p_subject text default 'a', p_quota integer default 80
)
returns table (granted integer, remaining integer)
language sql
as $$
    select granted, remaining
    from procwright.take_rate('writes', p_subject, p_quota, 60000, p_wanted)
$$;

-- 1 validate

-- Takes with one argument being null, by its number.
create function pg_temp.take_null(p_number integer)
returns setof record
language sql
as $$
    select procwright.take_rate(
        case when p_number <> 1 then 'writes' end,
        case when p_number <> 2 then 'a' end,
        case when p_number <> 3 then 1 end,
        case when p_number <> 4 then 1 end,
        case when p_number <> 5 then 1 end
    )
$$;

select
    throws_ok(
        format('select pg_temp.take_null(%s)', number), 'PR002', 'A required value is missing.',
        format('refuses null as argument %s', number)
    )
from generate_series(1, 5) as number;

select throws_ok(
    $$ select procwright.take_rate('writes', 'a', 1, 1, 0) $$,
    '23514',
    'value for domain procwright.rate_number violates check constraint "rate_number_is_positive"',
    'grants nothing to who wants nothing'
);

-- 4 judge

select results_eq(
    $$ select granted, remaining from pg_temp.take(3) $$,
    $$ values (3, 77) $$,
    'grants what is wanted'
);

select results_eq(
    $$ select granted, remaining from pg_temp.take(1000) $$,
    $$ values (9, 68) $$,
    'grants an eighth of what is left, whatever is wanted'
);

select results_eq(
    $$ select granted, remaining from pg_temp.take(1000, 'b') $$,
    $$ values (10, 70) $$,
    'counts each subject apart'
);

select results_eq(
    $$ select sum(granted)
       from generate_series(1, 60) as wanted,
       lateral procwright.take_rate('reads', 'c', 80, 60000, 1000 + wanted) $$,
    $$ values (80::bigint) $$,
    'hands out the whole quota, and not one more'
);

select results_eq(
    $$ select granted, remaining from procwright.take_rate('reads', 'c', 80, 60000, 1) $$,
    $$ values (0, 0) $$,
    'grants nothing when all is handed out'
);

select results_eq(
    $$ select granted, remaining from pg_temp.take(1000, 'b', 5) $$,
    $$ values (0, 0) $$,
    'grants nothing of a quota that was lowered below what is taken'
);

select results_eq(
    $$ select ends_in_ms from procwright.take_rate('writes', 'new', 1, 60000, 1) $$,
    $$ values (60000::bigint) $$,
    'begins a window with its first request'
);

-- 5 write

update procwright.rate_count
set ends_at = now()
where subject = 'c';

select results_eq(
    $$ select granted, remaining, ends_in_ms
       from procwright.take_rate('reads', 'c', 80, 60000, 1) $$,
    $$ values (1, 79, 60000::bigint) $$,
    'begins the next window with the whole quota'
);

update procwright.rate_count
set ends_at = now() - interval '2 hours' - (subject <> 'c')::integer * interval '1 second'
where subject in ('a', 'b', 'c');

select procwright.take_rate('writes', 'new', 1, 60000, 1);

select results_eq(
    $$ select subject::text from procwright.rate_count order by subject $$,
    $$ values ('c'), ('new') $$,
    'takes two rows of long ago away, the oldest first'
);

select finish();
rollback;
