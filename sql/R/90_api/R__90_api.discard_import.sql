-- The loader can only insert, so what it has staged and nobody wants posted is taken out here:
-- after a dry run, which rolls api.post_import back, and after an import that was broken off.

create or replace function api.discard_import(
    p_book_id uuid,
    p_import_id uuid,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    statements integer
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_statements integer;
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_import_id) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            else 'import_id'
        end));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);

    -- 5 write; what was never posted leaves no event
    delete from ledger.staged_line
    where
        book_id = p_book_id
        and import_id = p_import_id;

    delete from ledger.staged_statement
    where
        book_id = p_book_id
        and import_id = p_import_id;

    get diagnostics v_statements = row_count;

    return query select v_statements;
end;
$body$;

comment on function api.discard_import is $contract$
Take out of staging what was staged under an import, without posting it.

What was posted stays. A repeated request finds nothing to take out, and answers 0 statements.

@http       POST /v1/books/{book_id}/imports/{import_id}/discard
@scope      import:write
@idempotent import_id
@timeout    10s
@single
@rate       writes 600000/60s
@error      LG002 The book or the import is null.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.discard_import from public;
grant execute on function api.discard_import to api_write;
