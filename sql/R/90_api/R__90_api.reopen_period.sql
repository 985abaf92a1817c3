create or replace function api.reopen_period(
    p_book_id uuid,
    p_period_start date,
    p_reason core.memo,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    period_start date,
    state core.period_state,
    balance_hash text,
    replayed boolean
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_period ledger.period;
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_period_start, p_reason) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_period_start is null then 'period_start'
            else 'reason'
        end));
    end if;

    perform ledger.require_month(p_period_start);
    perform core.require_book(p_actor, p_book_id); -- before the lock: a stranger locks nothing

    -- 2 lock
    perform ledger.lock_periods(p_book_id);

    -- 3 replay, 4 judge
    v_period := ledger.judge_period(p_book_id, p_period_start, 'reopen');

    if v_period.state = 'open' then
        return query select p_period_start, v_period.state, null::text, true;
        return;
    end if;

    -- 5 write
    delete from ledger.period_balance
    where
        period_balance.book_id = p_book_id
        and period_balance.period_start = p_period_start;

    update ledger.period
    set
        state = 'open',
        fenced_xid = null,
        drained_xid = null,
        closed_at = null,
        known_at = null,
        balance_hash = null
    where
        period.book_id = p_book_id
        and period.period_start = p_period_start;

    -- 6 record
    perform audit.record(
        p_book_id, 'period.reopened', p_period_start::text,
        jsonb_build_object(
            'state', 'open',
            'state_before', v_period.state,
            'closed_at', v_period.closed_at,
            'balance_hash', encode(v_period.balance_hash, 'hex'),
            'reason', p_reason
        ),
        p_actor, p_trace
    );

    return query select
        p_period_start, 'open'::core.period_state, encode(v_period.balance_hash, 'hex'), false;
end;
$body$;

comment on function api.reopen_period is $contract$
Open a month again that is closed, closing, or closed softly, and say why.

Its stored balances go; the journal of events keeps their hash, who did it and the reason. Months
open in reverse: none behind it may be closed. Closing it again computes anew. A month that is open
answers replayed = true.

@http       POST /v1/books/{book_id}/periods/{period_start}/reopen
@scope      period:reopen
@idempotent period_start
@timeout    10s
@single
@rate       writes 600000/60s
@error      LG002 The book, the period or the reason is null.
@error      LG010 The day is not the first of a month.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG205 A later month is closed: open that one first.
$contract$;

revoke all on function api.reopen_period from public;
grant execute on function api.reopen_period to api_write;
