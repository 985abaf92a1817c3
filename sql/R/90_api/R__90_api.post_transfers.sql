create or replace function api.post_transfers(
    p_book_id uuid,
    p_transfers jsonb,
    p_link_id uuid default null,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    place integer,
    transfer_id uuid,
    debit_version bigint,
    debit_balance core.balance,
    credit_version bigint,
    credit_balance core.balance,
    value_date date,
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
    v_most constant integer := 500;
    v_count integer;
    v_requests ledger.transfer[];
    v_rows ledger.transfer[];
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_transfers) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            else 'transfers'
        end));
    end if;

    v_count := case
        when jsonb_typeof(p_transfers) = 'array' then jsonb_array_length(p_transfers)
        else 0
    end;

    if v_count not between 1 and v_most then
        perform core.refuse('LG005', jsonb_build_object(
            'argument', 'transfers', 'asked', v_count, 'least', 1, 'most', v_most
        ));
    end if;

    -- 4 judge: who may see the book; the rest is judged behind the locks
    perform core.require_book(p_actor, p_book_id);

    v_requests := ledger.read_requests(p_book_id, p_transfers, p_link_id, p_actor, p_trace);

    if p_link_id is not null then
        -- 2 lock: the link, before any account
        perform ledger.lock_link(p_book_id, p_link_id);

        -- 4 judge: whether it is theirs, or free
        perform ledger.require_link(p_book_id, p_link_id, v_requests, 'link_id');
    end if;

    -- 2 lock, 3 replay, 4 judge, 5 write, 6 record
    v_rows := ledger.post_all(v_requests, p_link_id is not null);

    return query
    select
        ordinality::integer,
        transfer_id,
        debit_version,
        debit_balance,
        credit_version,
        credit_balance,
        case when refusal is null then value_date end,
        xid is not null,
        refusal
    from unnest(v_rows) with ordinality
    order by ordinality;
end;
$body$;

comment on function api.post_transfers is $contract$
Move many amounts between accounts of one book: one answer an item, in the order of the items.

An item is an object with the values that a single transfer has: transfer_id, debit_account_id,
credit_account_id, amount (an integer, or its digits as text), currency, and if wanted memo,
value_date, and kind: transfer or fee. Each is judged after the one before it, so it may spend what
that brought in. A refusal concerns its item alone, and may be any that a single transfer gets. The
same id again, in another batch or in this one, is answered as at first.

With a link_id all are posted or none: where one is refused, those that nothing else speaks against
are refused for it (LG310), and the journal keeps the link of each. The link is a part of what was
asked: the same id with another link, or with none, is another request (LG301). It is theirs alone:
nothing new is posted under that of a posted batch, or of an exchange (LG211). Items of one batch
need not be linked to be posted together: without a link, what is refused is missing from the rest.

@http       POST /v1/books/{book_id}/transfer-batches
@scope      transfer:write
@idempotent transfers
@timeout    10s
@most       500
@rate       writes 600000/60s
@error      LG001 Of an item: both accounts are the same.
@error      LG002 The book or the list is null; of an item: a value that it needs is missing.
@error      LG003 Of an item: its id is no uuid v7, or its time lies outside the kept months.
@error      LG005 The list has no item, or more than 500.
@error      LG013 Of an item: it is no object, or a value is not what a transfer has there.
@error      LG101 Of an item: either account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG103 Of an item: there is no such currency, or it has no minor unit.
@error      LG211 The link ties other transfers already, or some that are posted.
@error      LG301 Of an item: its id was used for another request.
@error      LG302 Of an item: either account is kept in another currency.
@error      LG303 Of an item: the debit account has less available above its floor.
@error      LG304 Of an item: either account is not open.
@error      LG305 Of an item: the month of the value date is shut.
@error      LG306 Of an item: either balance would be beyond what a balance can hold.
@error      LG309 Of an item: the credit account would have more than its ceiling.
@error      LG310 Of an item: another one of the linked transfers was refused.
@error      LG314 Of an item: the debit account may not give as much at once.
@error      LG315 Of an item: the debit account may not give as much on one day.
@error      LG316 Of an item: the debit account is frozen for debits.
@error      LG317 Of an item: the credit account is frozen for credits.
$contract$;

revoke all on function api.post_transfers from public;
grant execute on function api.post_transfers to api_write;
