-- The insert is step 3: its key alone tells who was first, whether it was a moment or a year ago.
-- The name stands behind it in the same way. Sessions take the two keys in this order, so they
-- can't wait in a circle. What is compared hasn't changed since: nothing sets a floor or a name
-- later.

create or replace function api.open_account(
    p_book_id uuid,
    p_account_id uuid,
    p_currency core.currency_code,
    p_name core.account_name default null,
    p_balance_floor core.opening_floor default 0,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    account_id uuid,
    currency core.currency_code,
    name core.account_name,
    balance_floor core.balance,
    replayed boolean,
    refusal core.refusal
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_account ledger.account;
    v_names text[];
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_account_id, p_currency) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_account_id is null then 'account_id'
            else 'currency'
        end));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);
    perform core.require_currency(p_currency);

    -- 3 replay, 5 write
    insert into ledger.account (book_id, account_id, currency, balance_floor)
    values (p_book_id, p_account_id, p_currency, p_balance_floor)
    on conflict (book_id, account_id) do nothing;

    if not found then
        select * into strict v_account
        from ledger.account
        where
            book_id = p_book_id
            and account_id = p_account_id;

        v_names := array(
            select account_name.name::text from ledger.account_name
            where
                book_id = p_book_id
                and account_id = p_account_id
            order by account_name.name
        );

        if row(v_account.currency, v_account.balance_floor, v_names) is distinct from row(
            p_currency, p_balance_floor, array_remove(array[p_name::text], null)
        ) then
            return query select
                p_account_id, null::core.currency_code, null::core.account_name,
                null::core.balance, false,
                core.refusal('LG301', jsonb_build_object(
                    'argument', 'account_id', 'account_id', p_account_id
                ));
            return;
        end if;

        return query select
            p_account_id, p_currency, p_name, p_balance_floor::core.balance, true,
            null::core.refusal;
        return;
    end if;

    if p_name is not null then
        insert into ledger.account_name (book_id, name, account_id)
        values (p_book_id, p_name, p_account_id)
        on conflict (book_id, name) do nothing;

        if not found then
            perform core.refuse('LG201', jsonb_build_object('argument', 'name', 'name', p_name));
        end if;
    end if;

    -- 6 record
    perform audit.record(
        p_book_id, 'account.opened', p_account_id::text,
        jsonb_build_object(
            'currency', p_currency, 'name', p_name, 'balance_floor', p_balance_floor::text
        ),
        p_actor, p_trace
    );

    return query select
        p_account_id, p_currency, p_name, p_balance_floor::core.balance, false,
        null::core.refusal;
end;
$body$;

comment on function api.open_account is $contract$
Open an account in a book: empty, in one currency, with a floor and perhaps a name.

The floor is what the balance may not go below; null is as low as a balance goes. The name is what
the account is called outside, an IBAN say. The answer to a repeated request is the answer to the
first one, with replayed = true.

@http       POST /v1/books/{book_id}/accounts
@scope      account:write
@idempotent account_id
@timeout    2s
@single
@error      LG002 The book, the account or the currency is null.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG103 There is no such currency, or it has no minor unit.
@error      LG201 Another account of the book has the name.
@error      LG301 The account_id was used with another currency, floor or name.
$contract$;

revoke all on function api.open_account from public;
grant execute on function api.open_account to api_write;
