-- The account is looked for first without a lock: it's there but for the first time. Then the book
-- is locked, as an import does before it opens accounts, and the name is looked for again. It has
-- no floor: what a book is short or long of a currency is no reason to refuse a client.

create or replace function ledger.find_exchange_account(
    p_book_id uuid,
    p_currency core.currency_code,
    p_actor core.actor,
    p_trace core.trace
)
returns uuid
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_name core.account_name := 'exchange:' || p_currency;
    v_account_id uuid;
begin
    select account_id into v_account_id
    from ledger.account_name
    where
        book_id = p_book_id
        and name = v_name;

    if found then
        return v_account_id;
    end if;

    perform
    from core.book
    where book_id = p_book_id
    for no key update;

    select account_id into v_account_id
    from ledger.account_name
    where
        book_id = p_book_id
        and name = v_name;

    if found then
        return v_account_id;
    end if;

    v_account_id := core.new_id();

    insert into ledger.account (book_id, account_id, currency, balance_floor)
    values (p_book_id, v_account_id, p_currency, null);

    insert into ledger.account_name (book_id, name, account_id)
    values (p_book_id, v_name, v_account_id)
    on conflict (book_id, name) do nothing;

    if not found then
        perform core.refuse('LG201', jsonb_build_object('name', v_name));
    end if;

    perform audit.record(
        p_book_id, 'account.opened', v_account_id::text,
        jsonb_build_object('currency', p_currency, 'name', v_name, 'balance_floor', null),
        p_actor, p_trace
    );

    return v_account_id;
end;
$body$;

comment on function ledger.find_exchange_account is
'The account of a book through which a currency is exchanged, named exchange:EUR for the euro. It is
opened when it is needed first.';

revoke all on function ledger.find_exchange_account from public;
