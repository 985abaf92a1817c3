-- Behind the lock that accruals stand in: none can pass between the judgement and the row.

create or replace function api.set_interest_terms(
    p_book_id uuid,
    p_account_id uuid,
    p_from_date date,
    p_credit_rate core.annual_rate,
    p_debit_rate core.annual_rate,
    p_day_count core.day_count,
    p_counterpart_account_id uuid,
    p_compounding core.compounding default 'yearly',
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    from_date date,
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
    v_stored ledger.interest_terms;
    v_refusal core.refusal;
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(
        p_book_id, p_account_id, p_from_date, p_credit_rate, p_debit_rate, p_day_count,
        p_counterpart_account_id, p_compounding
    ) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_account_id is null then 'account_id'
            when p_from_date is null then 'from_date'
            when p_credit_rate is null then 'credit_rate'
            when p_debit_rate is null then 'debit_rate'
            when p_day_count is null then 'day_count'
            when p_counterpart_account_id is null then 'counterpart_account_id'
            else 'compounding'
        end));
    end if;

    if not isfinite(p_from_date) then
        perform core.refuse('LG011', jsonb_build_object(
            'argument', 'from_date', 'asked', p_from_date
        ));
    end if;

    if p_account_id = p_counterpart_account_id then
        perform core.refuse('LG001', jsonb_build_object(
            'argument', 'counterpart_account_id', 'account_id', p_account_id
        ));
    end if;

    -- 4 judge: who may see the book
    perform core.require_book(p_actor, p_book_id);

    -- 2 lock
    v_terms.book_id := p_book_id;
    v_terms.account_id := p_account_id;
    v_terms.from_date := p_from_date;
    v_terms.credit_rate := p_credit_rate;
    v_terms.debit_rate := p_debit_rate;
    v_terms.day_count := p_day_count;
    v_terms.compounding := p_compounding;
    v_terms.counterpart_account_id := p_counterpart_account_id;
    v_stored := ledger.lock_interest(p_book_id, p_account_id, p_from_date);

    -- 3 replay
    if v_stored = v_terms then
        return query select p_from_date, true, null::core.refusal;
        return;
    end if;

    -- 4 judge
    v_refusal := ledger.judge_interest_terms(v_terms);

    if v_refusal is not null then
        return query select p_from_date, false, v_refusal;
        return;
    end if;

    -- 5 write
    insert into ledger.interest_terms (
        book_id, account_id, from_date, credit_rate, debit_rate, day_count, compounding,
        counterpart_account_id
    )
    values (
        p_book_id, p_account_id, p_from_date, p_credit_rate, p_debit_rate, p_day_count,
        p_compounding, p_counterpart_account_id
    )
    on conflict on constraint interest_terms_pkey do update
    set
        credit_rate = excluded.credit_rate,
        debit_rate = excluded.debit_rate,
        day_count = excluded.day_count,
        compounding = excluded.compounding,
        counterpart_account_id = excluded.counterpart_account_id;

    -- 6 record
    perform audit.record(
        p_book_id, 'interest_terms.set', p_account_id::text,
        jsonb_build_object(
            'from_date', p_from_date,
            'credit_rate', p_credit_rate::text,
            'debit_rate', p_debit_rate::text,
            'day_count', p_day_count,
            'compounding', p_compounding,
            'counterpart_account_id', p_counterpart_account_id
        ),
        p_actor, p_trace
    );

    return query select p_from_date, false, null::core.refusal;
end;
$body$;

comment on function api.set_interest_terms is $contract$
Set how an account bears interest from a day on, until the day of its next terms.

The credit rate is for what is above zero, the debit rate for what is below; 0.035 is 3.5 % a year.
The counterpart account pays and gets the interest. Compounding says when posted interest begins to
bear interest itself; with yearly, the interest of a year is the same however often it is posted.
Interest ends by terms with rates of zero. Terms that are not accrued yet can be set anew; the same
terms again change nothing and answer replayed = true.

@http       POST /v1/books/{book_id}/accounts/{account_id}/interest-terms
@scope      interest:write
@idempotent from_date
@timeout    2s
@single
@rate       writes 600000/60s
@error      LG001 The account is its own counterpart.
@error      LG002 A value is null.
@error      LG011 The first day is no day of the calendar.
@error      LG101 Either account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG206 The first day is accrued already.
@error      LG302 The counterpart account is kept in another currency.
$contract$;

revoke all on function api.set_interest_terms from public;
grant execute on function api.set_interest_terms to api_write;
