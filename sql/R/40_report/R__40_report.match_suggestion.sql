-- The score orders; it is no probability. Its bands don't overlap but where a sum of items that all
-- have the reference stands beside a bare amount (docs/adr/0023-matching-on-one-account.md).

create or replace function report.match_suggestion(
    p_book_id uuid,
    p_account_id uuid,
    p_days core.match_days
)
returns table (
    score integer,
    reason core.match_reason,
    days integer,
    candidates bigint,
    moved bigint,
    version bigint,
    transfer_ids uuid[]
)
language plpgsql
stable
parallel safe
set search_path = pg_catalog, pg_temp
set jit = off
as $body$
#variable_conflict use_column
begin
    return query
    with pair as materialized (
        select * from report.suggested_pairs(p_book_id, p_account_id, p_days)
    ),

    taken as (
        select
            line_id as transfer_id,
            reason
        from pair
        union
        select
            own_id,
            reason
        from pair
    ),

    sums as (
        select total.*
        from report.suggested_sums(
            p_book_id, p_account_id, p_days,
            array(select transfer_id from taken),
            array(select transfer_id from taken where reason <> 'amount')
        ) as total
    )

    select
        case pair.reason
            when 'exact' then 100
            when 'reversal' then 95
            when 'reference' then 90 - least(pair.days, 25)
            else 60 - least(pair.days, 20)
        end,
        pair.reason,
        pair.days,
        greatest(
            count(*) over (partition by pair.line_id, pair.reason),
            count(*) over (partition by pair.own_id, pair.reason)
        ),
        pair.moved,
        pair.line_version,
        array[pair.line_id, pair.own_id]
    from pair
    union all
    select
        case when sums.has_reference then 70 else 39 end
        - cardinality(sums.item_ids) - least(sums.days, 20),
        'sum'::core.match_reason,
        sums.days,
        count(*) over (partition by sums.transfer_id),
        sums.moved,
        sums.version,
        sums.transfer_id || sums.item_ids
    from sums;
end;
$body$;

comment on function report.match_suggestion is
'What could be matched on an account, each with a score from 14 to 100 and the number of those that
compete with it: 1 when it is the only one of its reason for all of its items. Of transfer_ids, the
first is what the others add up to, and moved is what it added.';

revoke all on function report.match_suggestion from public;
grant execute on function report.match_suggestion to report_read;
