create or replace function api.rename_heading(
    p_book_id uuid,
    p_heading core.heading_code,
    p_name core.heading_name,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    heading core.heading_code,
    name core.heading_name,
    replayed boolean
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_name core.heading_name;
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_heading, p_name) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_heading is null then 'heading'
            else 'name'
        end));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);

    -- 2 lock
    perform ledger.lock_chart(p_book_id);

    -- 4 judge
    perform ledger.require_heading(p_book_id, p_heading, 'heading');

    -- 3 replay
    select name into strict v_name
    from ledger.heading
    where
        book_id = p_book_id
        and heading = p_heading;

    if v_name <> p_name then
        -- 5 write
        update ledger.heading
        set name = p_name
        where
            book_id = p_book_id
            and heading = p_heading;

        -- 6 record
        perform audit.record(
            p_book_id, 'heading.renamed', p_heading, jsonb_build_object('name', p_name),
            p_actor, p_trace
        );
    end if;

    return query select p_heading, p_name, v_name = p_name;
end;
$body$;

comment on function api.rename_heading is $contract$
Give a heading another name. Its code stays: accounts and journals know it by that.

When it is called so already, nothing happens: replayed is true.

@http       POST /v1/books/{book_id}/headings/{heading}/rename
@scope      chart:write
@idempotent heading
@timeout    2s
@single
@rate       writes 600000/60s
@error      LG002 The book, the heading or the name is null.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG106 The heading is not in the book.
$contract$;

revoke all on function api.rename_heading from public;
grant execute on function api.rename_heading to api_write;
