create or replace function api.freeze_account(
    p_book_id uuid,
    p_account_id uuid,
    p_debits boolean,
    p_credits boolean,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    account_id uuid,
    debits boolean,
    credits boolean,
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
    if num_nulls(p_book_id, p_account_id, p_debits, p_credits) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_account_id is null then 'account_id'
            when p_debits is null then 'debits'
            else 'credits'
        end));
    end if;

    -- 4 judge: who may see the book
    perform core.require_book(p_actor, p_book_id);

    -- 2 lock
    v_account := ledger.lock_account(p_book_id, p_account_id);

    -- 3 replay
    v_is_so := v_account.is_debit_frozen = p_debits and v_account.is_credit_frozen = p_credits;

    if not v_is_so then
        -- 4 judge
        if not v_account.is_open then
            perform core.refuse('LG208', jsonb_build_object(
                'argument', 'account_id', 'account_id', p_account_id
            ));
        end if;

        -- 5 write
        update ledger.account
        set
            is_debit_frozen = p_debits,
            is_credit_frozen = p_credits
        where
            book_id = p_book_id
            and account_id = p_account_id;

        -- 6 record
        perform audit.record(
            p_book_id,
            case when p_debits or p_credits then 'account.frozen' else 'account.unfrozen' end,
            p_account_id::text,
            jsonb_build_object('debits', p_debits, 'credits', p_credits),
            p_actor, p_trace
        );
    end if;

    return query select p_account_id, p_debits, p_credits, v_is_so;
end;
$body$;

comment on function api.freeze_account is $contract$
Freeze an account for debits, for credits, for both, or for neither: until it is set otherwise.

Both are set to what is named: with both false, the account takes transfers again. A transfer that
was posted before stays; a hold that was made before can't be captured while the account is frozen
for debits. When all is so already, nothing happens: replayed is true.

@http       POST /v1/books/{book_id}/accounts/{account_id}/freeze
@scope      account:write
@idempotent account_id
@timeout    2s
@single
@rate       writes 600000/60s
@error      LG002 The book, the account, or either side is null.
@error      LG101 The account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG208 The account is closed.
$contract$;

revoke all on function api.freeze_account from public;
grant execute on function api.freeze_account to api_write;
