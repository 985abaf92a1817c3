drop function if exists report.verify_history();

-- Only accounts whose sums differ (report.find_broken_accounts) have their rows put in order, to
-- name the one where the chain breaks.

create or replace function report.verify_history(p_since xid8 default null)
returns table (
    invariant text,
    book_id uuid,
    place text
)
language plpgsql
stable
parallel restricted
set search_path = pg_catalog, pg_temp
set jit = off
as $body$
#variable_conflict use_column
begin
    return query
    with suspect as materialized (
        select
            suspect.book_id,
            suspect.account_id,
            coalesce(anchor.version, 0) as version,
            coalesce(anchor.balance::bigint, 0) as balance
        from report.find_broken_accounts(p_since) as suspect
        left join ledger.account_anchor as anchor
            on
                suspect.book_id = anchor.book_id
                and suspect.account_id = anchor.account_id
    ),

    chain as materialized (
        select
            leg.book_id,
            leg.account_id,
            leg.version,
            leg.balance,
            leg.moved,
            lag(leg.version, 1, suspect.version) over history as version_before,
            lag(leg.balance::bigint, 1, suspect.balance) over history as balance_before
        from suspect
        inner join report.leg() as leg
            on
                suspect.book_id = leg.book_id
                and suspect.account_id = leg.account_id
        where leg.is_posted
        window history as (
            partition by leg.book_id, leg.account_id order by leg.version, leg.transfer_id
        )
    ),

    past as (
        select
            suspect.book_id,
            suspect.account_id,
            coalesce(max(chain.version), suspect.version) as version,
            coalesce(sum(chain.moved), 0) + suspect.balance as balance,
            count(chain.version) as rows
        from suspect
        left join chain
            on
                suspect.book_id = chain.book_id
                and suspect.account_id = chain.account_id
        group by suspect.book_id, suspect.account_id, suspect.version, suspect.balance
    )

    select
        'the versions of an account have no gap and none is used twice' as invariant,
        chain.book_id,
        format('account %s at version %s', chain.account_id, chain.version) as place
    from chain
    where chain.version is distinct from chain.version_before + 1
    union all
    select
        'each balance follows from the one before' as invariant,
        chain.book_id,
        format('account %s at version %s', chain.account_id, chain.version) as place
    from chain
    where chain.balance::bigint is distinct from chain.balance_before + chain.moved
    union all
    select
        'an account is what its transfers made it' as invariant,
        past.book_id,
        'account ' || past.account_id as place
    from past
    inner join ledger.account
        on
            past.book_id = account.book_id
            and past.account_id = account.account_id
    where
        account.balance::bigint is distinct from past.balance
        or account.version is distinct from past.version
    union all
    select
        'no transfer moves an account that is not there' as invariant,
        past.book_id,
        'account ' || past.account_id as place
    from past
    left join ledger.account
        on
            past.book_id = account.book_id
            and past.account_id = account.account_id
    where
        account.account_id is null
        and past.rows > 0;
end;
$body$;

comment on function report.verify_history is
'Every place where the transfers of an account don''t lead from where its history begins to what it
is now. With a transaction id, only what it and later ones posted, and what came just before.';

revoke all on function report.verify_history from public;
grant execute on function report.verify_history to report_read;
