-- Equal amounts are many in a bank, and a join over them grows with their square. So all items of
-- an amount (and of an amount with a reference) stand in one row by day, and a line meets its
-- neighbours there: the three of the other side on or before its day, and the three after. What
-- reads 50,000 items never has more than six pairs a line and reference. Whether a line has exactly
-- one that is exact is seen all the same: those of its own day stand nearest.

create or replace function report.suggested_pairs(
    p_book_id uuid,
    p_account_id uuid,
    p_days core.match_days
)
returns table (
    reason core.match_reason,
    days integer,
    line_id uuid,
    own_id uuid,
    line_version bigint,
    own_version bigint,
    moved bigint
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
    with item as materialized (
        select *
        from report.open_item() as open_item
        where
            open_item.book_id = p_book_id
            and open_item.account_id = p_account_id
    ),

    reversed as materialized (
        select
            original.transfer_id as original_id,
            reversal.transfer_id as reversal_id,
            original.version as original_version,
            reversal.version as reversal_version,
            original.moved,
            abs(original.value_date - reversal.value_date) as days
        from item as reversal
        inner join item as original on reversal.reverses_transfer_id = original.transfer_id
        where reversal.moved = -original.moved
    ),

    keyed as (
        select
            item.transfer_id,
            item.version,
            item.value_date,
            item.is_imported,
            item.moved,
            case when item.is_imported then -item.moved else item.moved end as amount,
            key.token
        from item
        cross join lateral (
            select '' as token
            union all
            select unnest(ledger.reference_tokens(item.memo))
        ) as key
        where
            -- procwright:allow PW620 it holds keys until=2028-12-31
            item.transfer_id not in (select original_id from reversed)
            -- procwright:allow PW620 it holds keys until=2028-12-31
            and item.transfer_id not in (select reversal_id from reversed)
    ),

    placed as materialized (
        select
            keyed.*,
            count(*) filter (where not keyed.is_imported) over (
                partition by keyed.amount, keyed.token
                order by keyed.value_date, keyed.is_imported, keyed.version
            ) as place
        from keyed
    ),

    line as materialized (
        select
            placed.*,
            placed.place + step.step as met
        from placed
        cross join generate_series(-2, 3) as step (step)
        where placed.is_imported
    ),

    pair as (
        select
            line.transfer_id as line_id,
            own.transfer_id as own_id,
            line.version as line_version,
            own.version as own_version,
            line.moved,
            abs(line.value_date - own.value_date) as days,
            bool_or(line.token <> '') as has_reference
        from line
        inner join placed as own
            on
                line.amount = own.amount
                and line.token = own.token
                and line.met = own.place
        where not own.is_imported
        group by
            line.transfer_id, own.transfer_id, line.version, own.version, line.moved,
            line.value_date, own.value_date
    )

    select
        case
            when pair.has_reference and pair.days = 0 then 'exact'
            when pair.has_reference then 'reference'
            else 'amount'
        end::core.match_reason,
        pair.days,
        pair.line_id,
        pair.own_id,
        pair.line_version,
        pair.own_version,
        pair.moved
    from pair
    where
        pair.has_reference
        or pair.days <= p_days
    union all
    select
        'reversal'::core.match_reason,
        reversed.days,
        reversed.original_id,
        reversed.reversal_id,
        reversed.original_version,
        reversed.reversal_version,
        reversed.moved
    from reversed;
end;
$body$;

comment on function report.suggested_pairs is
'Two open items of an account that cancel out: a bank line and one of our own, or a transfer and its
reversal. An exact one has a reference, the amount and the day; at most six a line and reference.';

revoke all on function report.suggested_pairs from public;
grant execute on function report.suggested_pairs to report_read;
