-- For requests of many clients that wait at the same time, so each has an actor and a trace of its
-- own. It answers nothing that api.post_transfer would not: what can't be judged one by one
-- (infinity as a day) ends the statement, and each is asked alone then. A loop, because a row of
-- the journal is built from the places of nine lists; it reads no table.

create or replace function api.post_each_transfer(
    p_book_id uuid,
    p_transfer_id uuid[],
    p_debit_account_id uuid[],
    p_credit_account_id uuid[],
    p_amount core.amount[],
    p_currency core.currency_code[],
    p_memo core.memo[],
    p_value_date date[],
    p_actor core.actor[],
    p_trace core.trace[]
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
    v_count constant integer := cardinality(p_transfer_id);
    v_seen_by core.actor[];
    v_is_seen boolean := false;
    v_rows ledger.transfer[];
    v_row ledger.transfer;
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(
        p_book_id, p_transfer_id, p_debit_account_id, p_credit_account_id, p_amount, p_currency,
        p_memo, p_value_date, p_actor, p_trace
    ) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            else 'transfer_id'
        end));
    end if;

    if
        v_count not between 1 and v_most
        or array[
            cardinality(p_debit_account_id), cardinality(p_credit_account_id),
            cardinality(p_amount), cardinality(p_currency), cardinality(p_memo),
            cardinality(p_value_date), cardinality(p_actor), cardinality(p_trace)
        ] <> array_fill(v_count, array[8])
    then
        perform core.refuse('LG005', jsonb_build_object(
            'argument', 'transfer_id', 'asked', v_count, 'least', 1, 'most', v_most
        ));
    end if;

    -- 4 judge: who may see the book; the rest is judged behind the locks
    v_seen_by := array(
        select actor
        from core.book_actor
        where
            book_id = p_book_id
            and actor = any(p_actor)
        order by actor
    );

    if array_position(p_actor, null) is not null then
        v_is_seen := exists (select from core.book where book_id = p_book_id);
    end if;

    for v_place in 1 .. v_count loop
        v_row := null;
        v_row.book_id := p_book_id;
        v_row.transfer_id := p_transfer_id[v_place];
        v_row.kind := 'transfer';
        v_row.debit_account_id := p_debit_account_id[v_place];
        v_row.credit_account_id := p_credit_account_id[v_place];
        v_row.amount := p_amount[v_place];
        v_row.currency := p_currency[v_place];
        v_row.value_date := p_value_date[v_place];
        v_row.memo := p_memo[v_place];
        v_row.recorded_by := p_actor[v_place];
        v_row.trace := p_trace[v_place];

        if
            num_nulls(
                v_row.transfer_id, v_row.debit_account_id, v_row.credit_account_id, v_row.amount,
                v_row.currency
            ) > 0
        then
            v_row.refusal := core.refusal('LG002', jsonb_build_object('argument', case
                when v_row.transfer_id is null then 'transfer_id'
                when v_row.debit_account_id is null then 'debit_account_id'
                when v_row.credit_account_id is null then 'credit_account_id'
                when v_row.amount is null then 'amount'
                else 'currency'
            end));
        elsif v_row.debit_account_id = v_row.credit_account_id then
            v_row.refusal := core.refusal('LG001', jsonb_build_object(
                'argument', 'credit_account_id', 'account_id', v_row.credit_account_id
            ));
        elsif
            (
                v_row.recorded_by = any(v_seen_by)
                or v_row.recorded_by is null and v_is_seen
            ) is not true
        then
            v_row.refusal := core.refusal('LG102', jsonb_build_object(
                'argument', 'book_id', 'book_id', p_book_id
            ));
        elsif not isfinite(v_row.value_date) then
            perform core.refuse_infinity('value_date');
        end if;

        v_rows[v_place] := v_row;
    end loop;

    -- 2 lock, 3 replay, 4 judge, 5 write, 6 record; never LG310: nothing is linked here
    v_rows := ledger.post_all(v_rows);

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

comment on function api.post_each_transfer is $contract$
Move amounts as api.post_transfer does, for many requests at once: one answer a place of the lists.

All lists are of one length; a place in them is a request with its own actor and trace. Each is
judged after the one before it, answered as it would be alone, and concerns no other: a refusal, of
whatever class, stands in its row.

@error      LG001 Of a request: both accounts are the same.
@error      LG002 The book or a list is null; of a request: a value that it needs is missing.
@error      LG003 Of a request: its id is no uuid v7, or its time lies outside the kept months.
@error      LG005 The lists are empty, of more than 500 places, or of different lengths.
@error      LG101 Of a request: either account is not in the book.
@error      LG102 Of a request: there is no such book, or its actor may not see it.
@error      LG103 Of a request: there is no such currency, or it has no minor unit.
@error      LG301 Of a request: its id was used for another one.
@error      LG302 Of a request: either account is kept in another currency.
@error      LG303 Of a request: the debit account has less available above its floor.
@error      LG304 Of a request: either account is not open.
@error      LG305 Of a request: the month of the value date is shut.
@error      LG306 Of a request: either balance would be beyond what a balance can hold.
@error      LG309 Of a request: the credit account would have more than its ceiling.
@error      LG314 Of a request: the debit account may not give as much at once.
@error      LG315 Of a request: the debit account may not give as much on one day.
@error      LG316 Of a request: the debit account is frozen for debits.
@error      LG317 Of a request: the credit account is frozen for credits.
$contract$;

revoke all on function api.post_each_transfer from public;
grant execute on function api.post_each_transfer to api_write;
