drop function if exists api.set_account_metadata(
    uuid, uuid, core.metadata, core.actor, core.trace
);

create or replace function api.set_account_metadata(
    p_book_id uuid,
    p_account_id uuid,
    p_metadata core.metadata,
    p_if_version text default null,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    account_id uuid,
    metadata core.metadata,
    version text,
    replayed boolean
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_account ledger.account;
    v_is_so boolean;
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_account_id, p_metadata) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_account_id is null then 'account_id'
            else 'metadata'
        end));
    end if;

    -- 4 judge: who may see the book
    perform core.require_book(p_actor, p_book_id);

    -- 2 lock: no schema of metadata is set meanwhile
    perform
    from core.book
    where book_id = p_book_id
    for key share;

    v_account := ledger.lock_account(p_book_id, p_account_id);

    -- 3 replay
    v_is_so := exists (
        select
        from ledger.account_detail
        where
            book_id = p_book_id
            and account_id = p_account_id
            and metadata = p_metadata
    );

    if not v_is_so then
        -- 4 judge
        perform ledger.require_version(p_book_id, p_account_id, p_if_version);
        perform ledger.judge_metadata(p_book_id, v_account.kind, p_metadata);

        -- 5 write
        insert into ledger.account_detail (book_id, account_id, metadata)
        values (p_book_id, p_account_id, p_metadata)
        on conflict (book_id, account_id) do update set metadata = excluded.metadata;

        -- 6 record
        perform audit.record(
            p_book_id, 'account.metadata_set', p_account_id::text,
            jsonb_build_object('metadata', p_metadata), p_actor, p_trace
        );
    end if;

    return query select
        p_account_id, p_metadata, ledger.settings_version(p_book_id, p_account_id), v_is_so;
end;
$body$;

comment on function api.set_account_metadata is $contract$
Set what else is known of an account: all of it, not a part.

Where the kind of the account has a schema, the metadata must fit it: the facts of the refusal name
the first twenty places that don't, as JSON pointers with the keyword that each breaks. When it is
so already, nothing happens, whatever the version: replayed is true.

@http       POST /v1/books/{book_id}/accounts/{account_id}/metadata
@scope      account:write
@idempotent account_id
@timeout    2s
@single
@rate       writes 600000/60s
@error      LG002 The book, the account or the metadata is null.
@error      LG009 The metadata breaks the schema of the kind.
@error      LG101 The account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG501 The settings of the account are of another version than if_version.
$contract$;

revoke all on function api.set_account_metadata from public;
grant execute on function api.set_account_metadata to api_write;
