-- Fixtures: loaded once into the database from which test databases are cloned, with schema tap in
-- the search path. A test names every thing by a small number: fixture.id(11) is account 11 for
-- ever, and a transfer of that number lies in January 2026.

create schema fixture;

create function fixture.id(p_number integer)
returns uuid
language sql
immutable
strict
return format('019b76da-a800-7000-8000-%s', lpad(p_number::text, 12, '0'))::uuid;

-- The month of every id above.
select ledger.add_month('2026-01-01');

-- Without an actor only a login of the database sees the book.
create function fixture.book(p_number integer default 1, p_actor text default 'user:7')
returns void
language sql
begin atomic
    insert into core.book (book_id, name, opened_at)
    values (fixture.id(p_number), 'Book ' || p_number, '2026-01-01 00:00:00+00')
    on conflict do nothing;

    insert into core.book_actor (book_id, actor)
    select
        fixture.id(p_number) as book_id,
        p_actor as actor
    where p_actor is not null
    on conflict do nothing;
end;

-- What an account holds comes by the transfer of its number, from the world outside: an account of
-- the same book and currency that has no floor, number 1 for EUR, 2 for USD, 3 for JPY.
create function fixture.account(
    p_number integer,
    p_balance bigint default 0,
    p_floor bigint default 0,
    p_currency text default 'EUR',
    p_book integer default 1
)
returns void
language plpgsql
as $body$
declare
    v_world constant integer := array_position(array['EUR', 'USD', 'JPY'], p_currency);
    v_refusal core.refusal;
begin
    perform fixture.book(p_book);

    insert into ledger.account (book_id, account_id, currency, balance_floor)
    values (fixture.id(p_book), fixture.id(p_number), p_currency, p_floor);

    if p_balance > 0 then
        insert into ledger.account (book_id, account_id, currency)
        values (fixture.id(p_book), fixture.id(v_world), p_currency)
        on conflict do nothing;

        v_refusal := (
            select refusal
            from api.post_transfer(
                fixture.id(p_book), fixture.id(p_number), fixture.id(v_world),
                fixture.id(p_number), p_balance, p_currency
            )
        );
        assert v_refusal is null, v_refusal;
    end if;
end;
$body$;

create function fixture.stop_clock(p_at timestamptz)
returns void
language plpgsql
as $body$
begin
    execute format($sql$
        create or replace function core.now() returns timestamptz
        language sql stable return %L::timestamptz
    $sql$, p_at);
end;
$body$;

-- All steps of a close in one transaction: it pretends that the fence is another one's, and that
-- none runs from before it.
create function fixture.close_period(p_period_start date, p_book integer default 1)
returns void
language plpgsql
as $body$
begin
    perform api.close_period(fixture.id(p_book), p_period_start);

    update ledger.period
    set
        fenced_xid = '3',
        drained_xid = '3'
    where
        book_id = fixture.id(p_book)
        and period_start = p_period_start
        and state = 'closing';

    perform api.close_period(fixture.id(p_book), p_period_start);
end;
$body$;

-- The facts of what a statement raises.
create function fixture.facts_of(p_statement text)
returns jsonb
language plpgsql
as $body$
declare
    v_detail text;
begin
    execute p_statement;
    return null;
exception
    when others then -- whatever it is: the test compares
        get stacked diagnostics v_detail = pg_exception_detail;
        return v_detail::jsonb;
end;
$body$;

-- Breaches: a test that breaks an invariant by hand drops what guards it first, in its own
-- transaction: triggers, foreign keys, checks of tables and domains, version keys of the month.
create function fixture.drop_guards()
returns void
language plpgsql
as $body$
declare
    v_guard record;
begin
    drop trigger transfer_append_only on ledger.transfer;
    drop trigger transfer_append_only on ledger.transfer_2026_01;
    drop trigger imported_statement_append_only on ledger.imported_statement;
    drop trigger match_append_only on ledger.match;
    drop trigger match_end_append_only on ledger.match_end;
    drop trigger interest_accrual_append_only on ledger.interest_accrual;
    drop trigger exchange_append_only on ledger.exchange;
    alter domain core.amount drop constraint amount_is_in_range;
    alter domain core.balance drop constraint balance_is_in_range;

    for v_guard in
        select
            conrelid::regclass as owner,
            conname as name
        from pg_constraint
        where
            conrelid in (
                'ledger.transfer'::regclass, 'ledger.transfer_2026_01'::regclass,
                'ledger.account'::regclass, 'ledger.account_name'::regclass,
                'ledger.imported_statement'::regclass, 'ledger.hold'::regclass,
                'ledger.match'::regclass, 'ledger.match_end'::regclass,
                'ledger.match_item'::regclass,
                'ledger.period'::regclass, 'ledger.period_balance'::regclass,
                'ledger.interest_accrual'::regclass, 'ledger.exchange'::regclass,
                'ledger.heading'::regclass, 'ledger.account_detail'::regclass,
                'ledger.metadata_schema'::regclass
            )
            and contype in ('c', 'f', 'u')
            and conparentid = 0
            and coninhcount = 0
        order by contype -- a foreign key goes before the key that it needs
    loop
        execute format('alter table %s drop constraint %I', v_guard.owner, v_guard.name);
    end loop;
end;
$body$;

create table fixture.seen (invariant text not null);

-- The invariants that a statement breaks. It's undone before the answer.
create function fixture.broken_by(p_statement text)
returns text[]
language plpgsql
as $body$
declare
    v_invariants text[];
begin
    begin
        execute p_statement;
        v_invariants := array(select distinct invariant from report.verify() order by invariant);
        raise sqlstate 'UNDO0';
    exception
        when sqlstate 'UNDO0' then
            null;
    end;

    insert into fixture.seen (invariant)
    select invariant from unnest(v_invariants) as invariant;

    return v_invariants;
end;
$body$;

create function fixture.breaks_all_of(p_routine name)
returns text
language sql
return is_empty(
    format(
        $sql$
            select coalesce(named[1], named[2])
            from regexp_matches(
                (select prosrc from pg_proc where oid = 'report.%I'::regproc),
                '''([^'']+)'' as invariant|then ''([^'']+)''', 'g'
            ) as named
            where coalesce(named[1], named[2]) not in (select invariant from fixture.seen)
        $sql$,
        p_routine
    ),
    'has broken every invariant of report.' || p_routine
);

-- How many rows of the transfers a statement reads, by months that it reads any of. It's counted by
-- the server, so it tells of the routine's own plan.
create function fixture.rows_read(p_statement text)
returns table (month text, rows_read bigint)
language plpgsql
as $body$
#variable_conflict use_column
declare
    v_before jsonb := fixture.rows_counted();
begin
    execute p_statement;

    return query
    select
        counted.key,
        counted.value::bigint - (v_before ->> counted.key)::bigint
    from jsonb_each_text(fixture.rows_counted()) as counted
    where counted.value::bigint > (v_before ->> counted.key)::bigint
    order by counted.key;
end;
$body$;

create function fixture.rows_counted()
returns jsonb
language sql
begin atomic
    select jsonb_object_agg(relname, seq_tup_read + coalesce(idx_tup_fetch, 0))
    from pg_stat_xact_user_tables
    where relname like 'transfer\_%';
end;

-- How a statement is run, line by line.
create function fixture.plan_of(p_statement text)
returns setof text
language plpgsql
as $body$
begin
    return query execute 'explain (costs off) ' || p_statement;
end;
$body$;

-- Every row of a book, of whatever table has one.
create function fixture.rows_of(p_book uuid)
returns table (owner text, line jsonb)
language plpgsql
as $body$
declare
    v_table regclass;
begin
    for v_table in
        select attrelid
        from pg_attribute
        inner join pg_class on pg_class.oid = attrelid
        where
            attname = 'book_id'
            and relkind in ('r', 'p')
            and not relispartition
            and relnamespace::regnamespace::text in ('core', 'audit', 'ledger')
        order by attrelid::regclass::text
    loop
        return query execute format(
            'select %L, to_jsonb(kept) from %s as kept where book_id = $1', v_table, v_table
        ) using p_book;
    end loop;
end;
$body$;

-- The last assertion of a file, inside its transaction: after the rollback it couldn't fail.
create function fixture.invariants()
returns text
language sql
return is_empty('select * from report.verify()', 'keeps every invariant');
