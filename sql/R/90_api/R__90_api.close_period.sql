-- Three steps, each in a transaction of its own, so that none waits
-- (docs/adr/0016-a-period-closes-in-steps.md). A posting reads the month in a later statement than
-- its row locks, so it has its transaction id before it reads. 1 the fence: the month is closing.
-- 2 a snapshot that sees the fence: who gets an id after it sees the fence too, so those before
-- drained_xid are all that may not. 3 when none of them is left, nothing can be added to the sums.
-- The snapshot is taken in a statement behind the lock: one from before it might not see the fence.
-- Who runs all steps in one transaction gets no further than the first: his fence isn't seen yet.

create or replace function api.close_period(
    p_book_id uuid,
    p_period_start date,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    period_start date,
    state core.period_state,
    awaited bigint,
    closed_at timestamptz,
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
    v_snapshot pg_snapshot;
    v_awaited bigint;
    v_step text;
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
    v_period := ledger.judge_period(p_book_id, p_period_start, 'close');

    -- 5 write; the note of drained_xid leaves no event, nothing of it is seen outside
    if v_period.state in ('open', 'soft_closed') then
        insert into ledger.period (book_id, period_start, state, fenced_xid)
        values (p_book_id, p_period_start, 'closing', pg_current_xact_id())
        on conflict (book_id, period_start) do update
        set
            state = excluded.state,
            fenced_xid = excluded.fenced_xid;

        v_step := 'period.fenced';
    elsif
        v_period.state = 'closing'
        and v_period.fenced_xid is distinct from pg_current_xact_id_if_assigned()
    then
        v_snapshot := pg_current_snapshot();

        if v_period.drained_xid is null then
            v_period.drained_xid := pg_snapshot_xmax(v_snapshot);

            update ledger.period
            set drained_xid = v_period.drained_xid
            where
                book_id = p_book_id
                and period_start = p_period_start;
        end if;

        v_awaited := (
            select count(*)
            from pg_snapshot_xip(v_snapshot) as running (xid) -- without our own
            where running.xid < v_period.drained_xid
        );

        if v_awaited = 0 then
            perform ledger.seal_period(p_book_id, p_period_start);

            v_step := 'period.closed';
        end if;
    end if;

    -- 6 record
    if v_step is not null then
        perform audit.record(
            p_book_id, v_step, p_period_start::text,
            (
                select jsonb_build_object(
                    'state', period.state, 'balance_hash', encode(period.balance_hash, 'hex')
                )
                from ledger.period
                where
                    period.book_id = p_book_id
                    and period.period_start = p_period_start
            ),
            p_actor, p_trace
        );
    end if;

    return query
    select
        period.period_start,
        period.state,
        case when period.state = 'closing' then v_awaited end as awaited,
        period.closed_at,
        encode(period.balance_hash, 'hex') as balance_hash,
        v_period.state = 'closed' as replayed
    from ledger.period
    where
        period.book_id = p_book_id
        and period.period_start = p_period_start;
end;
$body$;

comment on function api.close_period is $contract$
Take the next step towards closing a month, and say how far it is.

Ask again until the state is closed: none of the steps waits. The first refuses every further
transfer into the month and all days before it: closing. The next ones wait for the transactions
that run since before: awaited says how many, null while the first step is fresh. The last stores
what each account moved in the month and held at its end, and a hash of that. The month must be
over, by UTC, and the month before closed; the first month that a book closes may be any. A month
that is closed answers replayed = true.

@http       POST /v1/books/{book_id}/periods/{period_start}/close
@scope      period:close
@idempotent period_start
@timeout    60s
@single
@rate       writes 600000/60s
@error      LG002 The book or the period is null.
@error      LG010 The day is not the first of a month.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG205 The month is not over, an earlier one is still open, or a later one is closed.
$contract$;

revoke all on function api.close_period from public;
grant execute on function api.close_period to api_write;
