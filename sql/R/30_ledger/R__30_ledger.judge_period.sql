-- In order, so that what is stored stays true: the balance at the end of a month stands on the
-- month before, and nothing is booked any more into either. The first month that a book closes may
-- be any: it shuts all days before it.

create or replace function ledger.judge_period(
    p_book_id uuid,
    p_period_start date,
    p_step text
)
returns ledger.period
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_next date := (p_period_start + interval '1 month')::date;
    v_period ledger.period;
    v_before ledger.period;
    v_open_from date;
    v_facts jsonb;
begin
    select * into v_period
    from ledger.period
    where
        book_id = p_book_id
        and period_start = p_period_start;

    if not found then
        v_period.book_id := p_book_id;
        v_period.period_start := p_period_start;
        v_period.state := 'open';
    end if;

    if p_step = 'close' and v_period.state = 'closed' then
        return v_period;
    end if;

    v_open_from := ledger.open_from(p_book_id);
    v_facts := jsonb_build_object(
        'argument', 'period_start',
        'period_start', p_period_start,
        'step', p_step,
        'state', v_period.state
    );

    if v_open_from > v_next then
        perform core.refuse('LG205', v_facts || jsonb_build_object(
            'reopen_first', (v_open_from - interval '1 month')::date
        ));
    end if;

    if p_step = 'reopen' then
        return v_period;
    end if;

    if core.now() < v_next::timestamp at time zone 'UTC' then
        perform core.refuse('LG205', v_facts || jsonb_build_object('not_before', v_next));
    end if;

    if p_step = 'soft_close' then
        if v_period.state in ('closing', 'closed') then
            perform core.refuse('LG205', v_facts || jsonb_build_object(
                'reopen_first', p_period_start
            ));
        end if;

        return v_period;
    end if;

    -- procwright:allow PW627 none is before the first month: it passes until=2028-12-31
    select * into v_before
    from ledger.period
    where
        book_id = p_book_id
        and period_start < p_period_start
    order by period_start desc
    limit 1;

    if v_before.state <> 'closed' then
        perform core.refuse('LG205', v_facts || jsonb_build_object(
            'close_first', v_before.period_start
        ));
    elsif v_before.period_start < (p_period_start - interval '1 month')::date then
        perform core.refuse('LG205', v_facts || jsonb_build_object(
            'close_first', (v_before.period_start + interval '1 month')::date
        ));
    end if;

    return v_period;
end;
$body$;

comment on function ledger.judge_period is
'The month as it is, if it may take the step soft_close, close or reopen now. The caller holds
ledger.lock_periods; what is taken already is no fault.';

revoke all on function ledger.judge_period from public;
