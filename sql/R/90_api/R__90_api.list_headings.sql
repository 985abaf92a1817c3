-- Planned for each call, so that a parent leads to its index.

create or replace function api.list_headings(
    p_book_id uuid,
    p_parent core.heading_code default null,
    p_after core.heading_code default null,
    p_limit core.page_size default 50,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    heading core.heading_code,
    name core.heading_name,
    parent core.heading_code,
    tier smallint
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
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
    perform ledger.require_heading(p_book_id, p_parent, 'parent');

    return query
    select
        heading.heading,
        heading.name,
        heading.parent,
        heading.tier
    from ledger.heading
    where
        heading.book_id = p_book_id
        and heading.heading > coalesce(p_after, '')
        and (p_parent is null or heading.parent = p_parent)
    order by heading.heading
    limit p_limit;
end;
$body$;

comment on function api.list_headings is $contract$
List the headings of the chart of accounts, in the order of their codes.

With a parent, those that stand directly under it.

@http       GET /v1/books/{book_id}/headings
@scope      chart:read
@timeout    2s
@page       after heading
@error      LG002 The book or the limit is null.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG106 The parent is not in the book.
$contract$;

revoke all on function api.list_headings from public;
grant execute on function api.list_headings to api_read;
