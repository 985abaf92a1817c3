-- Bounded at each step, so that it never grows beyond a constant times the open items: the 1,000
-- oldest items that nothing else fits are looked at; each meets at most 50 neighbours by day and 50
-- of each reference, of which the ten nearest are tried; ten have 627 subsets of two to five. They
-- go down by amount, so a branch ends when it is above the sum, or can't reach it any more.

create or replace function report.suggested_sums(
    p_book_id uuid,
    p_account_id uuid,
    p_days core.match_days,
    p_paired uuid[],
    p_sure uuid[]
)
returns table (
    transfer_id uuid,
    version bigint,
    moved bigint,
    item_ids uuid[],
    days integer,
    has_reference boolean
)
language plpgsql
stable
parallel safe
set search_path = pg_catalog, pg_temp
set enable_nestloop = off
set jit = off
set work_mem = '64MB'
as $body$
#variable_conflict use_column
begin
    return query
    with recursive item as materialized (
        select
            open_item.*,
            abs(open_item.moved) as amount
        from report.open_item() as open_item
        where
            open_item.book_id = p_book_id
            and open_item.account_id = p_account_id
            and not exists (select from unnest(p_sure) as sure where sure = open_item.transfer_id)
    ),

    target as materialized (
        select *
        from item
        where not exists (select from unnest(p_paired) as paired where paired = item.transfer_id)
        order by item.value_date, item.version
        limit 1000
    ),

    -- a target stands in the row of those that could add up to it: other side, other sign
    seat as (
        select
            item.transfer_id,
            item.version,
            item.value_date,
            item.amount,
            item.memo,
            item.is_imported,
            sign(item.moved) as direction,
            false as is_target
        from item
        union all
        select
            target.transfer_id,
            target.version,
            target.value_date,
            target.amount,
            target.memo,
            not target.is_imported,
            -sign(target.moved),
            true
        from target
    ),

    placed as materialized (
        select
            seat.*,
            key.token,
            count(*) filter (where not seat.is_target) over (
                partition by seat.is_imported, seat.direction, key.token
                order by seat.value_date, seat.is_target, seat.version
            ) as place
        from seat
        cross join lateral (
            select '' as token
            union all
            select unnest(ledger.reference_tokens(seat.memo))
        ) as key
    ),

    seeker as materialized (
        select
            placed.*,
            placed.place + step.step as met
        from placed
        cross join generate_series(-24, 25) as step (step)
        where placed.is_target
    ),

    near as (
        select
            seeker.transfer_id as target_id,
            met.transfer_id,
            met.version,
            met.amount,
            abs(met.value_date - seeker.value_date) as days,
            bool_or(met.token <> '') as has_reference
        from seeker
        inner join placed as met
            on
                seeker.is_imported = met.is_imported
                and seeker.direction = met.direction
                and seeker.token = met.token
                and seeker.met = met.place
        where
            not met.is_target
            and met.amount < seeker.amount
            and abs(met.value_date - seeker.value_date) <= p_days
        group by
            seeker.transfer_id, met.transfer_id, met.version, met.amount,
            met.value_date, seeker.value_date
    ),

    tried as materialized (
        select
            nearest.*,
            row_number() over (
                partition by nearest.target_id order by nearest.amount desc, nearest.version
            ) as place
        from (
            select
                near.*,
                row_number() over (
                    partition by near.target_id
                    order by near.has_reference desc, near.days, near.version
                ) as nearness
            from near
        ) as nearest
        where nearest.nearness <= 10
    ),

    subset as (
        select
            target.transfer_id as target_id,
            target.amount as missing,
            0::bigint as last_place,
            0 as days,
            true as has_reference,
            '{}'::uuid[] as item_ids
        from target
        union all
        select
            subset.target_id,
            subset.missing - tried.amount,
            tried.place,
            greatest(subset.days, tried.days),
            subset.has_reference and tried.has_reference,
            subset.item_ids || tried.transfer_id
        from subset
        inner join tried on subset.target_id = tried.target_id
        where
            tried.place > subset.last_place
            and cardinality(subset.item_ids) < 5
            and tried.amount <= subset.missing
            and tried.amount::numeric * (5 - cardinality(subset.item_ids)) >= subset.missing
    ),

    ranked as (
        select
            subset.*,
            row_number() over (
                partition by subset.target_id
                order by
                    subset.has_reference desc, cardinality(subset.item_ids), subset.days,
                    subset.item_ids
            ) as place
        from subset
        where subset.missing = 0
    )

    select
        target.transfer_id,
        target.version,
        target.moved,
        ranked.item_ids,
        ranked.days,
        ranked.has_reference
    from ranked
    inner join target on ranked.target_id = target.transfer_id
    where ranked.place <= 3;
end;
$body$;

comment on function report.suggested_sums is
'Two to five open items of one side that add up to one of the other, within the days; at most three
such sums an item. Left out as a whole is what is paired; nothing is added up of what is sure.';

revoke all on function report.suggested_sums from public;
grant execute on function report.suggested_sums to report_read;
