create or replace function api.set_account_heading(
    p_book_id uuid,
    p_account_id uuid,
    p_heading core.heading_code default null,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    account_id uuid,
    heading core.heading_code,
    replayed boolean
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_before core.heading_code;
    v_is_so boolean;
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_account_id) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            else 'account_id'
        end));
    end if;

    -- 4 judge: who may see the book, and what is in it
    perform core.require_book(p_actor, p_book_id);
    perform ledger.require_heading(p_book_id, p_heading, 'heading');

    -- 2 lock: the account's row stands for all that is kept of it
    perform ledger.lock_account(p_book_id, p_account_id);

    -- 3 replay
    v_before := (
        select heading from ledger.account_detail
        where
            book_id = p_book_id
            and account_id = p_account_id
    );
    v_is_so := v_before is not distinct from p_heading;

    if not v_is_so then
        -- 5 write
        insert into ledger.account_detail (book_id, account_id, heading)
        values (p_book_id, p_account_id, p_heading)
        on conflict (book_id, account_id) do update set heading = excluded.heading;

        -- 6 record
        perform audit.record(
            p_book_id, 'account.heading_set', p_account_id::text,
            jsonb_build_object('heading', p_heading), p_actor, p_trace
        );
    end if;

    return query select p_account_id, p_heading, v_is_so;
end;
$body$;

comment on function api.set_account_heading is $contract$
Put an account under a heading of the chart, or take it out of the chart.

Without a heading it is in no chart. What it holds counts for its new headings at once; a closed
account may be moved too. When it stands there already, nothing happens: replayed is true.

@http       POST /v1/books/{book_id}/accounts/{account_id}/heading
@scope      chart:write
@idempotent account_id
@timeout    2s
@single
@rate       writes 600000/60s
@error      LG002 The book or the account is null.
@error      LG101 The account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG106 The heading is not in the book.
$contract$;

revoke all on function api.set_account_heading from public;
grant execute on function api.set_account_heading to api_write;
