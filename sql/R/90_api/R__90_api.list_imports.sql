create or replace function api.list_imports(
    p_book_id uuid,
    p_after uuid default null,
    p_limit core.page_size default 50,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    import_id uuid,
    source core.source_name,
    statements bigint,
    posted bigint,
    refused bigint,
    lines bigint,
    broken bigint,
    gaps bigint,
    recorded_by core.actor,
    recorded_at timestamptz
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    -- 1 validate: what can be judged without a row; a null limit would be none
    if num_nulls(p_book_id, p_limit) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            else 'limit'
        end));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);

    return query
    select
        import_id,
        min(source)::core.source_name as source,
        count(*) as statements,
        count(*) filter (where outcome = 'posted') as posted,
        count(*) filter (where outcome <> 'posted') as refused,
        coalesce(sum(lines) filter (where outcome = 'posted'), 0) as lines,
        count(*) filter (where breaks is not null) as broken,
        count(*) filter (where gap_amount <> 0) as gaps,
        min(recorded_by)::core.actor as recorded_by,
        min(recorded_at) as recorded_at
    from ledger.imported_statement
    where
        book_id = p_book_id
        and import_id > coalesce(p_after, '00000000-0000-0000-0000-000000000000')
    group by import_id
    order by import_id
    limit p_limit;
end;
$body$;

comment on function api.list_imports is $contract$
List the imports of a book that left something behind, in the order of their ids.

Of each: how many statements were judged, how many of them are posted and refused (conflicts count
as refused), how many lines the posted ones have, how many do not add up (broken), and before how
many there is a gap. An import of nothing but duplicates leaves no trace, so it is not listed.

@http       GET /v1/books/{book_id}/imports
@scope      import:read
@timeout    5s
@page       after import_id
@error      LG002 The book or the limit is null.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.list_imports from public;
grant execute on function api.list_imports to api_read;
