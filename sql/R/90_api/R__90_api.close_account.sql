-- No routine opens an account again, and no check of the table guards it: a check costs every
-- posting 6 % (docs/adr/0004); report.verify_accounts sees a closed account that isn't empty.

create or replace function api.close_account(
    p_book_id uuid,
    p_account_id uuid,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    account_id uuid,
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
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_account_id) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            else 'account_id'
        end));
    end if;

    -- 4 judge: who may see the book
    perform core.require_book(p_actor, p_book_id);

    -- 2 lock
    v_account := ledger.lock_account(p_book_id, p_account_id);

    -- 3 replay: it closes once
    if v_account.is_open then
        -- 4 judge
        if v_account.balance <> 0 or v_account.held <> 0 then
            perform core.refuse('LG203', jsonb_build_object(
                'argument', 'account_id', 'account_id', p_account_id,
                'balance', v_account.balance::text, 'held', v_account.held::text
            ));
        end if;

        -- 5 write
        update ledger.account
        set is_open = false
        where
            book_id = p_book_id
            and account_id = p_account_id;

        -- 6 record
        perform audit.record(
            p_book_id, 'account.closed', p_account_id::text, '{}', p_actor, p_trace
        );
    end if;

    return query select p_account_id, not v_account.is_open;
end;
$body$;

comment on function api.close_account is $contract$
Close an account for good: from now on no transfer moves it, and nothing opens it again.

It must be empty: nothing in it, nothing lacking, nothing held. It stays to be read, with its
names, which no other account of the book can have. Closing a closed account changes nothing:
replayed is true.

@http       POST /v1/books/{book_id}/accounts/{account_id}/close
@scope      account:write
@idempotent account_id
@timeout    2s
@single
@rate       writes 600000/60s
@error      LG002 The book or the account is null.
@error      LG101 The account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG203 The account holds something, lacks something, or has an open hold.
$contract$;

revoke all on function api.close_account from public;
grant execute on function api.close_account to api_write;
