-- The last accrual of an account holds the sum of all its days: a full verification reckons it
-- again from the first line on, while the accrual itself began where the one before ended. Lines of
-- detached months can't be reckoned again: an account that had some is left to its next accruals.

create or replace function report.verify_interest(p_since xid8 default null)
returns table (
    invariant text,
    book_id uuid,
    place text
)
language plpgsql
stable
parallel restricted
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $body$
#variable_conflict use_column
declare
    v_since xid8 := coalesce(p_since, '0'::xid8);
begin
    return query
    select
        'interest is what the days of the account come to' as invariant,
        accrual.book_id,
        'account ' || accrual.account_id as place
    from (
        select distinct on (accrual.book_id, accrual.account_id)
            accrual.book_id,
            accrual.account_id,
            accrual.through_date,
            accrual.version,
            accrual.numerator,
            accrual.settled_version,
            accrual.principal
        from ledger.interest_accrual as accrual
        where
            p_since is null
            and accrual.refusal is null
            and not exists (
                select
                from ledger.account_anchor as anchor
                where
                    anchor.book_id = accrual.book_id
                    and anchor.account_id = accrual.account_id
            )
        order by accrual.book_id, accrual.account_id, accrual.through_date desc
    ) as accrual
    cross join lateral ledger.sum_interest(
        ledger.start_interest(accrual.book_id, accrual.account_id),
        accrual.through_date,
        accrual.version
    ) as again
    where
        row(accrual.numerator, accrual.settled_version, accrual.principal)
        is distinct from
        row(again.numerator, again.settled_version, again.principal);

    return query
    select
        'an accrual posts the whole units of what is due' as invariant,
        accrual.book_id,
        'accrual ' || accrual.transfer_id as place
    from ledger.interest_accrual as accrual
    left join lateral (
        select earlier.posted_total
        from ledger.interest_accrual as earlier
        where
            earlier.book_id = accrual.book_id
            and earlier.account_id = accrual.account_id
            and earlier.through_date < accrual.through_date
            and earlier.refusal is null
        order by earlier.through_date desc
        limit 1
    ) as last on true
    where
        accrual.refusal is null
        and accrual.xid >= v_since
        and (
            accrual.posted_total - accrual.amount <> coalesce(last.posted_total, 0)
            or accrual.amount <> least(greatest(
                div(accrual.numerator, ledger.interest_denominator())
                - coalesce(last.posted_total, 0),
                -1000000000000000
            ), 1000000000000000)
        );

    return query
    select
        'an accrual and its transfer move the same' as invariant,
        coalesce(accrual.book_id, posted.book_id) as book_id,
        'transfer ' || coalesce(accrual.transfer_id, posted.transfer_id) as place
    from (
        select
            accrual.book_id,
            accrual.transfer_id,
            accrual.account_id,
            accrual.amount,
            accrual.through_date
        from ledger.interest_accrual as accrual
        where
            accrual.amount <> 0
            and accrual.transfer_id >= report.first_kept_id()
            and accrual.xid >= v_since
    ) as accrual
    full join (
        select
            transfer.book_id,
            transfer.transfer_id,
            transfer.debit_account_id,
            transfer.credit_account_id,
            transfer.amount,
            transfer.value_date
        from ledger.transfer
        where
            transfer.kind = 'interest'
            and transfer.refusal is null
            and transfer.xid >= v_since
    ) as posted
        on
            accrual.book_id = posted.book_id
            and accrual.transfer_id = posted.transfer_id
    where
        row(accrual.amount::bigint, accrual.through_date)
        is distinct from
        row(
            case accrual.account_id
                when posted.credit_account_id then posted.amount::bigint
                when posted.debit_account_id then -posted.amount::bigint
            end,
            posted.value_date
        );
end;
$body$;

comment on function report.verify_interest is
'Every accrual of interest that the lines of its account, or its transfer, don''t bear out. With a
transaction id, what it and later ones accrued, beside what was posted; the days are reckoned again
in full only.';

revoke all on function report.verify_interest from public;
grant execute on function report.verify_interest to report_read;
