create or replace function api.get_metadata_schemas(
    p_book_id uuid,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    kind core.account_kind,
    schema core.metadata_schema
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    -- 1 validate: what can be judged without a row
    if p_book_id is null then
        perform core.refuse('LG002', jsonb_build_object('argument', 'book_id'));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);

    return query
    select
        metadata_schema.kind,
        metadata_schema.json_schema as schema
    from ledger.metadata_schema
    where metadata_schema.book_id = p_book_id
    order by metadata_schema.kind;
end;
$body$;

comment on function api.get_metadata_schemas is $contract$
Read what the metadata of accounts must look like: one row a kind that has a schema.

@http       GET /v1/books/{book_id}/metadata-schemas
@scope      schema:read
@timeout    2s
@most       5
@error      LG002 The book is null.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.get_metadata_schemas from public;
grant execute on function api.get_metadata_schemas to api_read;
