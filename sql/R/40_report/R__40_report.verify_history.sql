-- How it came to be: one pass over the legs of all posted transfers, in the order of versions.
-- The version keys of a month don't see another month, nor one version used once as debit and
-- once as credit: the chain does. A version used twice breaks it at its second use.

create or replace function report.verify_history()
returns table (
    invariant text,
    book_id uuid,
    place text
)
language plpgsql
stable
parallel safe
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    return query
    with chain as materialized (
        select
            leg.book_id,
            leg.account_id,
            leg.version,
            leg.balance,
            leg.moved,
            lag(leg.version, 1, 0::bigint) over history as version_before,
            lag(leg.balance::bigint, 1, 0::bigint) over history as balance_before
        from report.leg() as leg
        where leg.is_posted
        window history as (
            partition by leg.book_id, leg.account_id order by leg.version, leg.transfer_id
        )
    ),

    past as materialized (
        select
            chain.book_id,
            chain.account_id,
            max(chain.version) as version,
            sum(chain.moved) as balance
        from chain
        group by chain.book_id, chain.account_id
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
        account.book_id,
        'account ' || account.account_id as place
    from ledger.account
    left join past
        on
            account.book_id = past.book_id
            and account.account_id = past.account_id
    where
        account.balance::bigint is distinct from coalesce(past.balance, 0)
        or account.version is distinct from coalesce(past.version, 0)
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
    where account.account_id is null;
end;
$body$;

comment on function report.verify_history is
'Every place where the transfers of an account don''t lead from nothing to what it is now.';

revoke all on function report.verify_history from public;
grant execute on function report.verify_history to report_read;
