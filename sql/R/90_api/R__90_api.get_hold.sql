create or replace function api.get_hold(
    p_book_id uuid,
    p_hold_id uuid,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    hold_id uuid,
    debit_account_id uuid,
    credit_account_id uuid,
    currency core.currency_code,
    amount core.amount,
    captured core.held,
    remaining core.held,
    state core.hold_state,
    expires_at timestamptz,
    value_date date,
    memo core.memo,
    recorded_by core.actor,
    recorded_at timestamptz
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_hold_id) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            else 'hold_id'
        end));
    end if;

    -- 4 judge: the hold is judged by the answer being empty
    perform core.require_book(p_actor, p_book_id);

    return query
    select
        hold.hold_id,
        hold.debit_account_id,
        hold.credit_account_id,
        hold.currency,
        hold.amount,
        hold.captured,
        hold.remaining,
        hold.state,
        hold.expires_at,
        hold.value_date,
        hold.memo,
        hold.recorded_by,
        hold.recorded_at
    from report.hold() as hold
    where
        hold.book_id = p_book_id
        and hold.hold_id = p_hold_id;

    if not found then
        perform core.refuse('LG105', jsonb_build_object(
            'argument', 'hold_id', 'hold_id', p_hold_id
        ));
    end if;
end;
$body$;

comment on function api.get_hold is $contract$
Read one hold: what it set aside, what of it was captured, what is left, and what ended it.

A hold past its expiry is open until the ledger has given back what is left of it. Value date, memo
and who asked are null once the month of the hold is no longer kept.

@http       GET /v1/books/{book_id}/holds/{hold_id}
@scope      hold:read
@timeout    2s
@single
@slo        p99 25ms 99.9
@error      LG002 The book or the hold is null.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG105 The hold is not in the book: it was never asked for, or refused.
$contract$;

revoke all on function api.get_hold from public;
grant execute on function api.get_hold to api_read;
