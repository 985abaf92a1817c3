drop function if exists api.set_account_limits(
    uuid, uuid, core.balance, core.balance, core.amount, core.amount, core.actor, core.trace
);

create or replace function api.set_account_limits(
    p_book_id uuid,
    p_account_id uuid,
    p_balance_floor core.balance default 0,
    p_balance_ceiling core.balance default null,
    p_transfer_limit core.amount default null,
    p_day_limit core.amount default null,
    p_if_version text default null,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    account_id uuid,
    balance_floor core.balance,
    balance_ceiling core.balance,
    transfer_limit core.amount,
    day_limit core.amount,
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
    -- 1 validate: what can be judged without a row; that a limit is null means that there is none
    if num_nulls(p_book_id, p_account_id) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            else 'account_id'
        end));
    end if;

    -- 4 judge: who may see the book; the rest is judged behind the lock
    perform core.require_book(p_actor, p_book_id);

    -- 2 lock
    v_account := ledger.lock_account(p_book_id, p_account_id);

    -- 3 replay
    v_is_so := row(
        v_account.balance_floor, v_account.balance_ceiling,
        v_account.transfer_limit, v_account.day_limit
    ) is not distinct from row(
        p_balance_floor, p_balance_ceiling, p_transfer_limit, p_day_limit
    );

    -- 4 judge: a floor above the ceiling contradicts one of them, since the balance lies between
    if not v_is_so then
        perform ledger.require_version(p_book_id, p_account_id, p_if_version);

        if not v_account.is_open then
            perform core.refuse('LG208', jsonb_build_object(
                'argument', 'account_id', 'account_id', p_account_id
            ));
        elsif v_account.balance - v_account.held < p_balance_floor then
            perform core.refuse('LG204', jsonb_build_object(
                'argument', 'balance_floor', 'asked', p_balance_floor::text,
                'balance', v_account.balance::text, 'held', v_account.held::text
            ));
        elsif v_account.balance > p_balance_ceiling then
            perform core.refuse('LG204', jsonb_build_object(
                'argument', 'balance_ceiling', 'asked', p_balance_ceiling::text,
                'balance', v_account.balance::text, 'held', v_account.held::text
            ));
        end if;

        -- 5 write: what a day has seen counts as long as the day has a limit
        update ledger.account
        set
            balance_floor = p_balance_floor,
            balance_ceiling = p_balance_ceiling,
            transfer_limit = p_transfer_limit,
            day_limit = p_day_limit,
            spent_date = case when p_day_limit is not null then v_account.spent_date end,
            spent = case when p_day_limit is null then 0 else v_account.spent end
        where
            book_id = p_book_id
            and account_id = p_account_id;

        -- 6 record
        perform audit.record(
            p_book_id, 'account.limits_set', p_account_id::text,
            jsonb_build_object(
                'balance_floor', p_balance_floor::text, 'balance_ceiling', p_balance_ceiling::text,
                'transfer_limit', p_transfer_limit::text, 'day_limit', p_day_limit::text
            ),
            p_actor, p_trace
        );
    end if;

    return query select
        p_account_id, p_balance_floor, p_balance_ceiling, p_transfer_limit, p_day_limit,
        ledger.settings_version(p_book_id, p_account_id), v_is_so;
end;
$body$;

comment on function api.set_account_limits is $contract$
Set what an account may do: its floor and ceiling, what one transfer and what one day may debit.

All four are set to what is named. One that is left out is as in a new account: a floor of zero, and
none of the others. Null is no limit. A limit that what the account holds, less what is held,
already breaks is refused. A limit of the day counts what is debited from now on; when one is there
already, what counted so far still does. When all is so already, nothing happens, whatever the
version: replayed is true.

@http       POST /v1/books/{book_id}/accounts/{account_id}/limits
@scope      account:write
@idempotent account_id
@timeout    2s
@single
@rate       writes 600000/60s
@error      LG002 The book or the account is null.
@error      LG101 The account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG204 The floor lies above what is available, or the ceiling below the balance.
@error      LG208 The account is closed.
@error      LG501 The settings of the account are of another version than if_version.
$contract$;

revoke all on function api.set_account_limits from public;
grant execute on function api.set_account_limits to api_write;
