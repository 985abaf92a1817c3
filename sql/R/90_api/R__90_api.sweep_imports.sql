-- For the job, over all books: no client reaches it. An import that is being posted has locked its
-- book: it is left out, as api.post_import reads its staging in several statements. Joined by keys:
-- staged lines have no other index.

create or replace function api.sweep_imports(p_limit core.page_size default 50)
returns table (
    imports bigint,
    statements bigint,
    lines bigint
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_books uuid[];
    v_imports uuid[];
begin
    -- 1 validate
    if p_limit is null then
        perform core.refuse('LG002', jsonb_build_object('argument', 'limit'));
    end if;

    -- 2 lock: the books that no import holds, as ledger.lock_import does
    with stale as (
        select
            staged_statement.book_id,
            staged_statement.import_id
        from ledger.staged_statement
        group by staged_statement.book_id, staged_statement.import_id
        having max(staged_statement.staged_at) < core.now() - interval '1 day'
        order by staged_statement.book_id, staged_statement.import_id
        limit p_limit
    ),

    free as materialized (
        select book.book_id
        from core.book
        where book.book_id in (select stale.book_id from stale)
        order by book.book_id
        for no key update skip locked
    )

    select
        array_agg(stale.book_id order by stale.book_id, stale.import_id),
        array_agg(stale.import_id order by stale.book_id, stale.import_id)
    into strict v_books, v_imports
    from stale
    inner join free on stale.book_id = free.book_id;

    -- 5 write; what was never posted leaves no event
    return query
    with stale as (
        select * from unnest(v_books, v_imports) as import (book_id, import_id)
    ),

    line as (
        delete from ledger.staged_line
        using stale
        where
            staged_line.book_id = stale.book_id
            and staged_line.import_id = stale.import_id
        returning 1
    ),

    statement as (
        delete from ledger.staged_statement
        using stale
        where
            staged_statement.book_id = stale.book_id
            and staged_statement.import_id = stale.import_id
        returning staged_statement.import_id
    )

    select
        (select count(distinct statement.import_id) from statement) as imports,
        (select count(*) from statement) as statements,
        (select count(*) from line) as lines;
end;
$body$;

comment on function api.sweep_imports is $contract$
Take out of staging what was staged more than a day ago and never posted.

At most as many imports as the limit says; those of a book that another import holds are left for
the next time. No import: there was nothing to do.

@error LG002 The limit is null.
$contract$;

revoke all on function api.sweep_imports from public;
grant execute on function api.sweep_imports to api_ops;
