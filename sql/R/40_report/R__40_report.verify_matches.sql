-- What the routines keep and no key can: a transfer lies in its month, and a foreign key would tie
-- the months together. What was matched in a month that is detached is judged no more. With a
-- transaction id, the matches that were made or ended since are judged.

create or replace function report.verify_matches(p_since xid8 default null)
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
    v_kept_from uuid := report.first_kept_id();
begin
    return query
    with made as materialized (
        select
            match.book_id,
            match.match_id,
            match.account_id,
            match.transfer_ids,
            ended.match_id is not null as has_ended
        from ledger.match
        left join ledger.match_end as ended
            on
                match.book_id = ended.book_id
                and match.match_id = ended.match_id
        where
            match.xid >= v_since
            or ended.xid >= v_since
    ),

    taken as materialized (
        select item.*
        from ledger.match_item as item
        where
            v_since = '0'
            or exists (
                select
                from made
                where
                    made.book_id = item.book_id
                    and made.match_id = item.match_id
            )
    ),

    held as materialized (
        select
            taken.book_id,
            taken.account_id,
            taken.match_id,
            sum(taken.moved) as moved,
            array_agg(taken.transfer_id order by taken.transfer_id) as transfer_ids
        from taken
        group by taken.book_id, taken.account_id, taken.match_id
    )

    select
        'a match that has ended holds no transfer' as invariant,
        held.book_id,
        'match ' || held.match_id as place
    from held
    inner join made
        on
            held.book_id = made.book_id
            and held.match_id = made.match_id
    where made.has_ended
    union all
    select
        'a match holds the transfers it was made of' as invariant,
        made.book_id,
        'match ' || made.match_id as place
    from made
    left join held
        on
            made.book_id = held.book_id
            and made.match_id = held.match_id
            and made.account_id = held.account_id
    where
        not made.has_ended
        and made.transfer_ids is distinct from held.transfer_ids
    union all
    select
        'a transfer that is matched is in a match of its account' as invariant,
        held.book_id,
        'match ' || held.match_id as place
    from held
    left join made
        on
            held.book_id = made.book_id
            and held.match_id = made.match_id
            and held.account_id = made.account_id
    where made.match_id is null
    union all
    select
        'the transfers of a match cancel out' as invariant,
        held.book_id,
        'match ' || held.match_id as place
    from held
    where held.moved <> 0
    union all
    select
        'a matched transfer moved the account by what the match says' as invariant,
        taken.book_id,
        'transfer ' || taken.transfer_id as place
    from taken
    left join report.leg() as leg
        on
            taken.book_id = leg.book_id
            and taken.account_id = leg.account_id
            and taken.transfer_id = leg.transfer_id
            and leg.is_posted
    where
        taken.transfer_id >= v_kept_from
        and leg.moved is distinct from taken.moved::bigint;
end;
$body$;

comment on function report.verify_matches is
'Every place where a match, its transfers and its end don''t tell one story.';

revoke all on function report.verify_matches from public;
grant execute on function report.verify_matches to report_read;
