create or replace function api.soft_close_period(
    p_book_id uuid,
    p_period_start date,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    period_start date,
    state core.period_state,
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
    if num_nulls(p_book_id, p_period_start) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            else 'period_start'
        end));
    end if;

    perform ledger.require_month(p_period_start);
    perform core.require_book(p_actor, p_book_id); -- before the lock: a stranger locks nothing

    -- 2 lock
    perform ledger.lock_periods(p_book_id);

    -- 3 replay, 4 judge
    v_period := ledger.judge_period(p_book_id, p_period_start, 'soft_close');

    if v_period.state = 'soft_closed' then
        return query select p_period_start, v_period.state, true;
        return;
    end if;

    -- 5 write
    insert into ledger.period (book_id, period_start, state)
    values (p_book_id, p_period_start, 'soft_closed')
    on conflict (book_id, period_start) do update
    set state = excluded.state;

    -- 6 record
    perform audit.record(
        p_book_id, 'period.soft_closed', p_period_start::text,
        jsonb_build_object('state', 'soft_closed'), p_actor, p_trace
    );

    return query select p_period_start, 'soft_closed'::core.period_state, false;
end;
$body$;

comment on function api.soft_close_period is $contract$
Close a month for all but adjustments.

From then on no transfer is booked into the month but those of api.post_adjustment; one that is
under way at this moment may still be. The month must be over, by UTC. The same again answers
replayed = true.

@http       POST /v1/books/{book_id}/periods/{period_start}/soft-close
@scope      period:close
@idempotent period_start
@timeout    2s
@single
@rate       writes 600000/60s
@error      LG002 The book or the period is null.
@error      LG010 The day is not the first of a month.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG205 The month is not over, or is closed, or a later one is.
$contract$;

revoke all on function api.soft_close_period from public;
grant execute on function api.soft_close_period to api_write;
