-- Ids are the clients', so one may stand in every book. The same calls are made in a book that is
-- alone, and beside one in which each id, name, day and heading is in use for something else: the
-- answers are the same, and nothing of the other book has changed.

begin;
select plan(6);

select fixture.stop_clock('2026-02-10 12:00:00+00');
select ledger.add_month('2026-02-01');

create or replace function core.id_within(p_at timestamptz) returns uuid -- the same in each turn
language sql volatile
return fixture.id(500000 + nextval('fixture.made')::integer + 0 * extract(day from p_at)::integer);

create or replace function core.new_id() returns uuid
language sql volatile return core.id_within(core.now());

create temporary table alone as
select
    place,
    answer
from unnest(fixture.played_alone(fixture.id(1), 1)) with ordinality as played (answer, place);

select cmp_ok(
    (
        select count(*) filter (where answer !~ ': (LG|[0-9]{2})')
        from alone
    ),
    '>', 80::bigint,
    'asks a book what it grants, for the most part'
);

select is_empty(
    $$ select answer from alone where answer ~ ': ([0-9A-Z]{5}) ' and answer !~ ': LG' $$,
    'gets no answer but declared ones'
);

select is_empty(
    $$ select proname
       from pg_proc
       where
           pronamespace = 'api'::regnamespace
           and 'p_book_id' = any(proargnames)
           and proname not in ('close_period', 'list_currencies') -- by fixture.shut; all books'
           and not exists (
               select from unnest(fixture.calls()) as call
               where call like proname || '(%'
           ) $$,
    'asks every routine of a book'
);

create temporary table beside as
select answer from unnest(fixture.play(fixture.id(2), 3)) as played (answer);

create temporary table kept as
select * from fixture.rows_of(fixture.id(2));

create temporary table together as
select
    place,
    answer
from unnest(fixture.play(fixture.id(1), 1)) with ordinality as played (answer, place);

select results_eq(
    'select answer from together order by place',
    'select answer from alone order by place',
    'is answered as if no other book had these ids'
);

select bag_eq(
    $$ select owner, line from fixture.rows_of(fixture.id(2)) $$,
    $$ select owner, line from kept $$,
    'has changed nothing of the other book'
);

select fixture.invariants();

select finish();
rollback;
