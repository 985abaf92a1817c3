create or replace function api.accrue_interest(
    p_book_id uuid,
    p_account_id uuid,
    p_transfer_id uuid,
    p_through_date date,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    transfer_id uuid,
    through_date date,
    amount core.signed_amount,
    posted_total numeric,
    remainder_parts numeric,
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
    v_terms ledger.interest_terms;
    v_account ledger.account;
    v_request ledger.interest_accrual;
    v_row ledger.interest_accrual;
    v_is_first boolean := false;
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_account_id, p_transfer_id, p_through_date) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_account_id is null then 'account_id'
            when p_transfer_id is null then 'transfer_id'
            else 'through_date'
        end));
    end if;

    if not core.is_v7(p_transfer_id) then
        perform ledger.refuse_id(p_transfer_id);
    end if;

    -- 4 judge: who may see the book; the rest is judged behind the lock
    perform core.require_book(p_actor, p_book_id);

    -- 2 lock
    v_terms := ledger.lock_interest(p_book_id, p_account_id, p_through_date);

    -- 3 replay
    v_request.book_id := p_book_id;
    v_request.transfer_id := p_transfer_id;
    v_request.account_id := p_account_id;
    v_request.through_date := p_through_date;
    v_row := ledger.replay_interest(v_request);

    if v_row.transfer_id is null then
        v_is_first := true;

        -- 4 judge
        perform ledger.judge_interest(p_book_id, p_account_id, p_through_date, v_terms);

        select * into strict v_account
        from ledger.account
        where
            book_id = p_book_id
            and account_id = p_account_id;

        v_row := ledger.weigh_interest(
            p_book_id, p_account_id, p_through_date, v_account.version
        );

        -- 5 write, 6 record
        v_row.transfer_id := p_transfer_id;
        v_row.recorded_by := p_actor;
        v_row.trace := p_trace;
        v_row := ledger.post_interest(v_row, v_terms.counterpart_account_id);
    end if;

    return query select
        p_transfer_id,
        case when v_row.refusal is null then v_row.through_date end,
        v_row.amount,
        v_row.posted_total,
        v_row.numerator - v_row.posted_total * ledger.interest_denominator(),
        not v_is_first and (v_row.refusal ->> 'code') is distinct from 'LG301',
        v_row.refusal;
end;
$body$;

comment on function api.accrue_interest is $contract$
Accrue the interest of an account through a day, and post what is due of it in whole units.

The interest of all days since the first terms is reckoned exactly, on what the account held at the
end of each day by value date; posted is what it comes to in whole units, toward zero, less what was
posted before. So nothing is lost between two accruals, however many there are: the rest of a unit
stays, as remainder_parts of 2628000000000 to a minor unit, and an entry that came late is mended
by the next accrual. So is what is more than one transfer can move: it stays too. The amount is
above zero when the account gets it; when it is zero, nothing is posted. The value date of the
transfer is the last day. The answer to a repeated request is the answer to the first one, with
replayed = true.

@http       POST /v1/books/{book_id}/accounts/{account_id}/interest
@scope      interest:write
@idempotent transfer_id
@timeout    10s
@single
@rate       writes 600000/60s
@error      LG002 A value is null.
@error      LG003 The transfer_id is no uuid v7, or its time lies outside the months that are kept.
@error      LG011 The day is after today, by UTC.
@error      LG101 The account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG103 There is no such currency, or it has no minor unit.
@error      LG108 The account has no terms on the day.
@error      LG206 The day is accrued already.
@error      LG301 The transfer_id was used for another request.
@error      LG302 The counterpart account is kept in another currency.
@error      LG303 Who pays has less above its floor than the amount.
@error      LG304 Either account is not open.
@error      LG305 The month of the day is closed, closing, or open to adjustments alone.
@error      LG306 Either balance would be beyond what a balance can hold.
@error      LG309 Who gets it would have more than its ceiling.
@error      LG314 Said of what is spent: interest never meets it.
@error      LG315 Said of what is spent: interest never meets it.
@error      LG316 Who pays is frozen for debits.
@error      LG317 Who gets it is frozen for credits.
$contract$;

revoke all on function api.accrue_interest from public;
grant execute on function api.accrue_interest to api_write;
