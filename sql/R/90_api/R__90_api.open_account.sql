-- The insert is step 3: its key alone tells who was first, whether it was a moment or a year ago.
-- The name stands behind it in the same way. Sessions take the two keys in this order, so they
-- can't wait in a circle. What the first request asked for is read in the journal: limits, metadata
-- and the place in the chart may have been set since.

drop function if exists api.open_account(
    uuid, uuid, core.currency_code, core.account_name, core.opening_floor, core.actor, core.trace
);

create or replace function api.open_account(
    p_book_id uuid,
    p_account_id uuid,
    p_currency core.currency_code,
    p_name core.account_name default null,
    p_balance_floor core.opening_floor default 0,
    p_kind core.account_kind default 'liability',
    p_balance_ceiling core.opening_ceiling default null,
    p_transfer_limit core.amount default null,
    p_day_limit core.amount default null,
    p_heading core.heading_code default null,
    p_metadata core.metadata default null,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    account_id uuid,
    currency core.currency_code,
    name core.account_name,
    balance_floor core.balance,
    kind core.account_kind,
    balance_ceiling core.balance,
    transfer_limit core.amount,
    day_limit core.amount,
    heading core.heading_code,
    metadata core.metadata,
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
    v_is_first boolean;
    v_asked constant jsonb := jsonb_build_object(
        'currency', p_currency, 'name', p_name, 'balance_floor', p_balance_floor::text,
        'kind', p_kind, 'balance_ceiling', p_balance_ceiling::text,
        'transfer_limit', p_transfer_limit::text, 'day_limit', p_day_limit::text,
        'heading', p_heading, 'metadata', p_metadata
    );
    -- What an event of an earlier release, or of an import, doesn't name.
    v_unsaid constant jsonb := jsonb_build_object(
        'kind', 'liability', 'balance_ceiling', null, 'transfer_limit', null, 'day_limit', null,
        'heading', null, 'metadata', null
    );
begin
    -- 1 validate: what can be judged without a row; a kind has a default, yet none is no kind
    if num_nulls(p_book_id, p_account_id, p_currency, p_kind) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_account_id is null then 'account_id'
            when p_currency is null then 'currency'
            else 'kind'
        end));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);
    perform core.require_currency(p_currency);

    -- 2 lock: no schema of metadata is set meanwhile
    perform
    from core.book
    where book_id = p_book_id
    for key share;

    -- 3 replay, 5 write
    insert into ledger.account (
        book_id, account_id, currency, kind,
        balance_floor, balance_ceiling, transfer_limit, day_limit
    )
    values (
        p_book_id, p_account_id, p_currency, p_kind,
        p_balance_floor, p_balance_ceiling, p_transfer_limit, p_day_limit
    )
    on conflict (book_id, account_id) do nothing;

    v_is_first := found;

    if
        not v_is_first
        and v_unsaid || audit.payload_of(p_book_id, p_account_id::text, 'account.opened')
        is distinct from v_asked
    then
        return query select
            p_account_id, null::core.currency_code, null::core.account_name,
            null::core.balance, null::core.account_kind, null::core.balance,
            null::core.amount, null::core.amount, null::core.heading_code, null::core.metadata,
            false, core.refusal('LG301', jsonb_build_object(
                'argument', 'account_id', 'account_id', p_account_id
            ));
        return;
    end if;

    if v_is_first then
        perform ledger.require_heading(p_book_id, p_heading, 'heading');
        perform ledger.judge_metadata(p_book_id, p_kind, p_metadata);

        if p_name is not null then
            insert into ledger.account_name (book_id, name, account_id)
            values (p_book_id, p_name, p_account_id)
            on conflict (book_id, name) do nothing;

            if not found then
                perform core.refuse('LG201', jsonb_build_object(
                    'argument', 'name', 'name', p_name
                ));
            end if;
        end if;

        if num_nonnulls(p_heading, p_metadata) > 0 then
            insert into ledger.account_detail (book_id, account_id, heading, metadata)
            values (p_book_id, p_account_id, p_heading, p_metadata);
        end if;

        -- 6 record
        perform audit.record(
            p_book_id, 'account.opened', p_account_id::text, v_asked, p_actor, p_trace
        );
    end if;

    return query select
        p_account_id, p_currency, p_name, p_balance_floor::core.balance, p_kind,
        p_balance_ceiling::core.balance, p_transfer_limit, p_day_limit, p_heading, p_metadata,
        not v_is_first, null::core.refusal;
end;
$body$;

comment on function api.open_account is $contract$
Open an account in a book: empty, in one currency, of one kind, with limits and perhaps a name.

The floor is what the balance may not go below, the ceiling what it may not go above; null is as
far as a balance goes. Assets and expenses grow by debits, so their balances lie below zero: they
need another floor than zero. The limits bound what one transfer, and all of a day by UTC, may
debit. The name is what the account is called outside, an IBAN say. Where the kind has a schema of
metadata, an account without metadata is judged as if it were an empty object. The answer to a
repeated request is the answer to the first one, with replayed = true.

@http       POST /v1/books/{book_id}/accounts
@scope      account:write
@idempotent account_id
@timeout    2s
@single
@rate       writes 600000/60s
@error      LG002 The book, the account, the currency or the kind is null.
@error      LG009 The metadata breaks the schema of the kind.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG103 There is no such currency, or it has no minor unit.
@error      LG106 The heading is not in the book.
@error      LG201 Another account of the book has the name.
@error      LG301 The account_id was used with anything else.
$contract$;

revoke all on function api.open_account from public;
grant execute on function api.open_account to api_write;
