begin;
select plan(14);

-- Account 11 starts with 10,000 and gives account 12 more with each line (101 to 200), for days of
-- December to April that rise with ups and downs; a third was recorded a day later. December and
-- January are closed, then three lines come late for February.
select fixture.stop_clock('2026-03-02 12:00:00+00');
select fixture.account(11, p_balance => 10000);
select fixture.account(12);
select fixture.account(13);

do $body$
begin
    perform fixture.stop_clock('2026-03-02 12:00:00+00');
    perform api.post_transfer(
        fixture.id(1), fixture.id(100 + n), fixture.id(11), fixture.id(12), n, 'EUR',
        p_value_date => date '2025-12-15' + n + n * 37 % 10
    )
    from generate_series(1, 66) as n;
    perform fixture.stop_clock('2026-03-03 12:00:00+00');
    perform api.post_transfer(
        fixture.id(1), fixture.id(100 + n), fixture.id(11), fixture.id(12), n, 'EUR',
        p_value_date => date '2025-12-15' + n + n * 37 % 10
    )
    from generate_series(67, 100) as n;
    perform fixture.close_period('2025-12-01');
    perform fixture.close_period('2026-01-01');
    perform fixture.stop_clock('2026-03-04 12:00:00+00');
    perform api.post_transfer(
        fixture.id(1), fixture.id(300 + n), fixture.id(12), fixture.id(11), 1, 'EUR',
        p_value_date => '2026-02-10'
    )
    from generate_series(1, 3) as n;
end;
$body$;

-- 1 validate

select throws_ok(
    $$ select api.get_value_statement(null, fixture.id(11)) $$,
    'LG002', 'A required value is missing.',
    'refuses no book'
);

select results_eq(
    $$ select fixture.facts_of(format(
           'select api.get_value_statement(%L, %L, p_limit => null)', book_id, account_id
       ))
       from (values
           (null, null), (fixture.id(1), null), (fixture.id(1), fixture.id(11))
       ) as asked (book_id, account_id) $$,
    $$ values
        ('{"argument": "book_id"}'::jsonb), ('{"argument": "account_id"}'),
        ('{"argument": "limit"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.get_value_statement(fixture.id(1), fixture.id(11), '2026-01-02', '2026-01-01') $$,
    'LG004', 'The first day comes after the last.',
    'refuses days that are the wrong way round'
);


-- 4 judge

select throws_ok(
    $$ select api.get_value_statement(fixture.id(1), fixture.id(11), p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select throws_ok(
    $$ select api.get_value_statement(fixture.id(1), fixture.id(99)) $$,
    'LG101', 'There is no such account in this book.',
    'refuses an unknown account'
);


-- The answer

-- All pages of a size, one behind the other.
create function pg_temp.pages(
    p_size integer,
    p_from date default null,
    p_to date default null,
    p_known_at timestamptz default null
)
returns table (value_date date, version bigint, amount bigint, balance numeric)
language plpgsql
as $body$
declare
    v_after text;
    v_line record;
    v_lines integer;
begin
    loop
        v_lines := 0;

        for v_line in
            select * from api.get_value_statement(
                fixture.id(1), fixture.id(11), p_from, p_to, p_known_at, v_after, p_size, 'user:7'
            )
        loop
            v_lines := v_lines + 1;
            v_after := v_line.place;
            value_date := v_line.value_date;
            version := v_line.version;
            amount := v_line.amount;
            balance := v_line.balance;
            return next;
        end loop;

        exit when v_lines < p_size;
    end loop;
end;
$body$;

create function pg_temp.plainly(
    p_from date default null,
    p_to date default null,
    p_known_at timestamptz default null
)
returns table (value_date date, version bigint, amount bigint, balance numeric)
language sql
as $body$
    select line.value_date, line.version, line.moved, line.running
    from (
        select
            leg.*,
            sum(moved) over (order by leg.value_date, leg.version) as running
        from report.leg() as leg
        where
            account_id = fixture.id(11) and is_posted
            and recorded_at <= coalesce(p_known_at, 'infinity')
    ) as line
    where
        line.value_date >= coalesce(p_from, '-infinity')
        and line.value_date <= coalesce(p_to, 'infinity')
    order by line.value_date, line.version;
$body$;

select
    results_eq(
        format('select * from pg_temp.pages(%s, %L, %L, %L)', page_size, first_day, last_day, at),
        format('select * from pg_temp.plainly(%L, %L, %L)', first_day, last_day, at),
        format('has what counts from %s to %s at %s, %s a page', first_day, last_day, at, page_size)
    )
from (
    values
    (500, null, null, null),
    (7, null, null, null),
    (1, '2025-12-31', '2026-01-02', null),
    (9, '2026-01-20', '2026-02-20', '2026-03-02 12:00:00+00'),
    (500, '2026-02-01', null, '2026-03-03 12:00:00+00')
) as asked (page_size, first_day, last_day, at);

select results_eq(
    $$ select transfer_id, kind::text, counterpart_account_id, balance, place
       from api.get_value_statement(fixture.id(1), fixture.id(12), '2026-02-10', '2026-02-10') $$,
    $$ select leg.transfer_id, leg.kind::text, leg.counterpart_account_id, line.balance, place
       from report.leg() as leg
       cross join lateral (
           select
               report.value_balance(fixture.id(1), fixture.id(12), '2026-02-09', null)
               + leg.moved - (n - 1) as balance,
               9537 || '/' || leg.version as place
           from (values (101, 1), (102, 2), (103, 3)) as late (version, n)
           where late.version = leg.version
       ) as line
       where leg.account_id = fixture.id(12) and leg.is_posted and leg.value_date = '2026-02-10'
       order by leg.version $$,
    'tells what each line is, of one day in the order of versions'
);

select is_empty(
    $$ select * from api.get_value_statement(fixture.id(1), fixture.id(13)) $$,
    'has no line for an account that was never moved'
);

-- So small a table would rather be read as a whole.
set local enable_seqscan = off;
set local enable_bitmapscan = off;
analyze ledger.transfer;

select results_eq(
    $$ select rows_read < 30 from fixture.rows_read($sql$
           select api.get_value_statement(
               fixture.id(1), fixture.id(11), p_to_date => '2026-01-20', p_limit => 5
           )
       $sql$) $$,
    'values (true)',
    'reads the lines of one slice, not of all'
);

select fixture.invariants();

select finish();
rollback;
