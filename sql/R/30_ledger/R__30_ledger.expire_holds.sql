-- Each hold is locked by its account, so what is left of it is what the statement reads. An account
-- may have several that are due: their rows take its next versions, in a stated order.

create or replace function ledger.expire_holds(
    p_books uuid[],
    p_holds uuid[],
    p_actor core.actor,
    p_trace core.trace
)
returns integer
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $body$
declare
    v_expired integer;
    v_constraint text;
begin
    with due as materialized (
        select
            hold.*,
            core.new_id() as transfer_id,
            account.balance,
            account.version
            + row_number() over (
                partition by hold.book_id, hold.debit_account_id
                order by hold.expires_at, hold.hold_id
            ) as version
        from unnest(p_books, p_holds) as named (book_id, hold_id)
        inner join ledger.hold
            on
                named.book_id = hold.book_id
                and named.hold_id = hold.hold_id
        inner join ledger.account
            on
                hold.book_id = account.book_id
                and hold.debit_account_id = account.account_id
        where hold.state = 'open'
    ),

    recorded as (
        insert into ledger.transfer (
            book_id, transfer_id, kind, debit_account_id, debit_version, debit_balance,
            credit_account_id, amount, currency, value_date, hold_transfer_id,
            recorded_by, trace, recorded_at
        )
        select
            due.book_id,
            due.transfer_id,
            'expiry' as kind,
            due.debit_account_id,
            due.version,
            due.balance,
            due.credit_account_id,
            due.remaining,
            due.currency,
            (core.now() at time zone 'UTC')::date as value_date,
            due.hold_id,
            coalesce(p_actor, session_user) as recorded_by,
            p_trace as trace,
            core.now() as recorded_at
        from due
        order by due.book_id, due.transfer_id
    ),

    ended as (
        update ledger.hold
        set
            remaining = 0,
            state = 'expired'
        from due
        where
            hold.book_id = due.book_id
            and hold.hold_id = due.hold_id
    ),

    released as (
        update ledger.account
        set
            held = account.held - back.amount,
            version = back.version
        from (
            select
                due.book_id,
                due.debit_account_id,
                max(due.version) as version,
                sum(due.remaining)::bigint as amount
            from due
            group by due.book_id, due.debit_account_id
        ) as back
        where
            account.book_id = back.book_id
            and account.account_id = back.debit_account_id
    )

    select count(*) into strict v_expired
    from due;

    return v_expired;
exception
    when check_violation then
        get stacked diagnostics v_constraint = constraint_name;

        if v_constraint <> '' then
            raise;
        end if;

        perform ledger.refuse_id(core.new_id()); -- no constraint: there is no month for today
        return null;
end;
$body$;

comment on function ledger.expire_holds is
'Gives back what is left of these holds, whose debit accounts are locked, and says of how many there
was something left.';

revoke all on function ledger.expire_holds from public;
