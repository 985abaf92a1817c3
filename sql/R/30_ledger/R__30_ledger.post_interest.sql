-- The value date is the last day that it counts, so that the interest of a month is booked in it.
-- A transfer that is refused, of a closed month say, leaves its row in both journals; what it would
-- have posted is in the next accrual. Where there is nothing to post, no month says that the id
-- leads to none: so it is asked here, or the amount would decide whether an id is taken.

create or replace function ledger.post_interest(
    p_accrual ledger.interest_accrual,
    p_counterpart_account_id uuid
)
returns ledger.interest_accrual
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_row ledger.interest_accrual := p_accrual;
    v_request ledger.transfer;
begin
    if v_row.amount = 0 and not exists (
        select
        from pg_inherits
        where
            inhparent = 'ledger.transfer'::regclass
            and inhrelid = to_regclass(
                'ledger.transfer_'
                || to_char(core.id_time(v_row.transfer_id) at time zone 'UTC', 'YYYY_MM')
            )
    ) then
        perform ledger.refuse_id(v_row.transfer_id);
    end if;

    if v_row.amount <> 0 then
        v_request.book_id := v_row.book_id;
        v_request.transfer_id := v_row.transfer_id;
        v_request.kind := 'interest';
        v_request.debit_account_id := case
            when v_row.amount > 0 then p_counterpart_account_id
            else v_row.account_id
        end;
        v_request.credit_account_id := case
            when v_row.amount > 0 then v_row.account_id
            else p_counterpart_account_id
        end;
        v_request.amount := abs(v_row.amount);
        v_request.currency := (
            select currency
            from ledger.account
            where
                book_id = v_row.book_id
                and account_id = v_row.account_id
        );
        v_request.value_date := v_row.through_date;
        v_request.recorded_by := v_row.recorded_by;
        v_request.trace := v_row.trace;

        v_row.refusal := (select posted.refusal from ledger.post(v_request) as posted);
    end if;

    if v_row.refusal is not null then
        v_row.version := null;
        v_row.settled_version := null;
        v_row.principal := null;
        v_row.since_date := null;
        v_row.numerator := null;
        v_row.amount := null;
        v_row.posted_total := null;
    end if;

    if v_row.refusal ->> 'code' = 'LG301' then
        return v_row; -- the id belongs to a transfer of another request: no row of ours
    end if;

    insert into ledger.interest_accrual (
        book_id, transfer_id, account_id, through_date, version, settled_version, principal,
        since_date, numerator, amount, posted_total, refusal, recorded_by, trace, recorded_at
    )
    values (
        v_row.book_id, v_row.transfer_id, v_row.account_id, v_row.through_date, v_row.version,
        v_row.settled_version, v_row.principal, v_row.since_date, v_row.numerator, v_row.amount,
        v_row.posted_total, v_row.refusal, coalesce(v_row.recorded_by, session_user),
        v_row.trace, core.now()
    );

    return v_row;
end;
$body$;

comment on function ledger.post_interest is
'Posts what an accrual says, unless it is nothing, and records the accrual or its refusal.';

revoke all on function ledger.post_interest from public;
