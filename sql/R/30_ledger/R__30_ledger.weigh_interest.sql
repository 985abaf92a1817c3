-- It begins at the last accrual whose days no line has come to since: at the very last one but for
-- late entries, which are mended this way: what they change of days that were accrued before is in
-- the new sum, and so in the next amount. since_date tells without a look at the lines which
-- accrual that is.
-- The amount is what the sum to the day exceeds what was posted, in whole units: what is left of a
-- unit isn't carried along, it stays in the sum. Toward zero: neither side is ever given more than
-- it has borne. What is more than one transfer can move is left to the next.
-- Lines of a detached month can't be reckoned again: a late entry that needs them is refused.

create or replace function ledger.weigh_interest(
    p_book_id uuid,
    p_account_id uuid,
    p_through_date date,
    p_version bigint
)
returns ledger.interest_accrual
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_most constant numeric := 1000000000000000; -- of core.signed_amount, either way
    v_last ledger.interest_accrual;
    v_start ledger.interest_accrual;
    v_new ledger.interest_accrual;
    v_anchor ledger.interest_accrual := ledger.start_interest(p_book_id, p_account_id);
begin
    v_new.book_id := p_book_id;
    v_new.account_id := p_account_id;
    v_new.through_date := p_through_date;
    v_new.version := p_version;

    select * into v_last
    from ledger.interest_accrual
    where
        book_id = p_book_id
        and account_id = p_account_id
        and refusal is null
    order by through_date desc
    limit 1;

    v_new.since_date := (
        select min(value_date)
        from ledger.interest_line(
            p_book_id, p_account_id, coalesce(v_last.version, 0), p_version
        )
    );

    select (past.accrual).* into v_start
    from (
        select
            accrual,
            min(since_date) over (
                order by through_date desc
                rows between unbounded preceding and 1 preceding
            ) as later_since_date
        from ledger.interest_accrual as accrual
        where
            book_id = p_book_id
            and account_id = p_account_id
            and refusal is null
    ) as past
    where
        (past.accrual).settled_version >= v_anchor.settled_version
        and least(past.later_since_date, v_new.since_date, 'infinity')
        > (past.accrual).through_date
    order by (past.accrual).through_date desc
    limit 1;

    if not found then
        if v_anchor.settled_version > 0 and v_last.transfer_id is not null then
            perform core.refuse('LG011', jsonb_build_object(
                'argument', 'through_date',
                'asked', p_through_date,
                'detached_version', v_anchor.settled_version::text
            ));
        end if;

        v_start := v_anchor;
    end if;

    select
        numerator,
        settled_version,
        principal
    into strict v_new.numerator, v_new.settled_version, v_new.principal
    from ledger.sum_interest(v_start, p_through_date, p_version);

    v_new.amount := least(greatest(
        div(v_new.numerator, ledger.interest_denominator()) - coalesce(v_last.posted_total, 0),
        -v_most
    ), v_most);
    v_new.posted_total := coalesce(v_last.posted_total, 0) + v_new.amount;
    return v_new;
end;
$body$;

comment on function ledger.weigh_interest is
'What an accrual through a day would say and post, from the lines up to a version. The day lies
behind the last one that is accrued; the caller holds the account, or only looks.';

revoke all on function ledger.weigh_interest from public;
