-- Who gives an account metadata holds the book by key share, so the lock waits for those that are
-- under way, and those that come wait for this one: no metadata slips past both judgements.

create or replace function api.set_metadata_schema(
    p_book_id uuid,
    p_kind core.account_kind,
    p_schema core.metadata_schema default null,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    kind core.account_kind,
    schema core.metadata_schema,
    replayed boolean
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_most constant integer := 20; -- faults that are told
    v_before core.metadata_schema;
    v_is_so boolean;
    v_faults jsonb;
    v_broken bigint;
    v_account_id uuid;
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_kind) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            else 'kind'
        end));
    end if;

    v_faults := (
        select jsonb_agg(to_jsonb(fault) order by fault.pointer)
        from (
            select
                found.pointer,
                found.keyword,
                found.reason
            from core.json_schema_faults(p_schema::jsonb) as found
            order by found.pointer
            limit v_most
        ) as fault
    );

    if v_faults is not null then
        perform core.refuse('LG008', jsonb_build_object(
            'argument', 'schema', 'faults', v_faults
        ));
    end if;

    -- 4 judge: who may see the book
    perform core.require_book(p_actor, p_book_id);

    -- 2 lock
    perform core.require_read_committed();

    perform
    from core.book
    where book_id = p_book_id
    for update;

    -- 3 replay
    v_before := (
        select json_schema from ledger.metadata_schema
        where
            book_id = p_book_id
            and kind = p_kind
    );
    v_is_so := v_before is not distinct from p_schema;

    if not v_is_so then
        -- 4 judge: an account that was given none breaks nothing
        select
            count(*),
            min(account.account_id::text)::uuid
        into strict v_broken, v_account_id
        from ledger.account
        inner join ledger.account_detail
            on
                account.book_id = account_detail.book_id
                and account.account_id = account_detail.account_id
        where
            account.book_id = p_book_id
            and account.kind = p_kind
            and exists (
                select
                from core.json_faults(p_schema::jsonb, account_detail.metadata::jsonb)
            );

        if v_broken > 0 then
            perform core.refuse('LG210', jsonb_build_object(
                'argument', 'schema', 'accounts', v_broken::text, 'account_id', v_account_id
            ));
        end if;

        -- 5 write
        if p_schema is null then
            delete from ledger.metadata_schema
            where
                book_id = p_book_id
                and kind = p_kind;
        else
            insert into ledger.metadata_schema (book_id, kind, json_schema)
            values (p_book_id, p_kind, p_schema)
            on conflict (book_id, kind) do update set json_schema = excluded.json_schema;
        end if;

        -- 6 record
        perform audit.record(
            p_book_id, 'metadata_schema.set', p_kind, jsonb_build_object('schema', p_schema),
            p_actor, p_trace
        );
    end if;

    return query select p_kind, p_schema, v_is_so;
end;
$body$;

comment on function api.set_metadata_schema is $contract$
Say what the metadata of the accounts of a kind must look like, or that it may be anything.

JSON Schema 2020-12 with these keywords: type, enum, const, properties, required,
additionalProperties, propertyNames, items, minLength, maxLength, pattern, minimum, maximum,
minItems, maxItems; and title, description, $schema. Any other is refused by name, as is a pattern
that not every reader reads the same: a dot, \d, a look ahead. Without a schema, the kind takes any
metadata again. When accounts have metadata that the schema would not let in, it is refused, with
their count and the first of them; accounts that were given none don't count. When all is so
already, nothing happens: replayed is true.

@http       POST /v1/books/{book_id}/metadata-schemas
@scope      schema:write
@idempotent kind
@timeout    30s
@single
@rate       writes 600000/60s
@error      LG002 The book or the kind is null.
@error      LG008 The schema has what can't be judged, or is more than eight schemas deep.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG210 There are accounts whose metadata breaks it.
$contract$;

revoke all on function api.set_metadata_schema from public;
grant execute on function api.set_metadata_schema to api_write;
