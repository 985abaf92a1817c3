-- For whoever detaches months (procwright partitions): what still needs one of them. Asked of all
-- at once, since they go together: what ties them to each other is no reason. It reads the whole
-- journal, as is done once a month or a year.

create or replace function ledger.find_month_bonds(p_months regclass[])
returns setof text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_names text[] := array(
        select relname
        from pg_class
        where oid = any(p_months::oid [])
        order by relname
    );
    v_last date := to_date(right(v_names[cardinality(v_names)], 7), 'YYYY_MM');
    v_to uuid := core.id_floor((v_last + interval '1 month') at time zone 'UTC');
begin
    return query
    select format('%s is kept: ids of the last month and later ones are taken', max(gone.name))
    from unnest(v_names) as gone (name)
    having v_last >= date_trunc('month', core.now() at time zone 'UTC') - interval '1 month'
    union all
    select format('%s is not behind the months that go', min(kept.relname))
    from pg_inherits
    inner join pg_class as kept on pg_inherits.inhrelid = kept.oid
    where
        pg_inherits.inhparent = 'ledger.transfer'::regclass
        and kept.relname < v_names[cardinality(v_names)]
        and kept.relname <> all(v_names)
    having count(*) > 0
    union all
    select
        format('%s transfers count in months that are open, %s say', count(*),
            min(transfer.transfer_id::text))
    from ledger.transfer
    inner join (
        select
            book_id,
            ledger.open_from(book_id) as first_day
        from core.book
    ) as open
        on transfer.book_id = open.book_id
    where
        transfer.transfer_id < v_to
        and transfer.refusal is null
        and transfer.value_date >= open.first_day
    having count(*) > 0
    union all
    select format('%s holds of them are open, %s say', count(*), min(hold_id::text))
    from ledger.hold
    where
        hold_id < v_to
        and state = 'open'
    having count(*) > 0
    union all
    select
        format('%s later transfers reverse one of them, %s say', count(*), min(transfer_id::text))
    from ledger.transfer
    where
        transfer_id >= v_to
        and reverses_transfer_id < v_to
        and refusal is null
    having count(*) > 0
    union all
    select
        format('%s later transfers end or use a hold of them, %s say', count(*),
            min(transfer_id::text))
    from ledger.transfer
    where
        transfer_id >= v_to
        and hold_transfer_id < v_to
        and refusal is null
    having count(*) > 0
    union all
    select format('%s matches hold one of them to a later one, %s say', count(*), min(match_id))
    from (
        select match_item.match_id::text as match_id
        from ledger.match_item
        group by match_item.book_id, match_item.match_id
        having
            bool_or(match_item.transfer_id < v_to)
            and bool_or(match_item.transfer_id >= v_to)
    ) as tie
    having count(*) > 0
    union all
    select
        format('%s accounts have lines of them behind later ones, %s say', count(*),
            min(account_id))
    from (
        select leg.account_id::text as account_id
        from (
            select
                book_id,
                debit_account_id as account_id,
                debit_version as version,
                transfer_id
            from ledger.transfer
            where debit_version is not null
            union all
            select
                book_id,
                credit_account_id as account_id,
                credit_version as version,
                transfer_id
            from ledger.transfer
            where credit_version is not null
        ) as leg
        group by leg.book_id, leg.account_id
        having
            max(leg.version) filter (where leg.transfer_id < v_to)
            > min(leg.version) filter (where leg.transfer_id >= v_to)
    ) as chain
    having count(*) > 0;
end;
$body$;

comment on function ledger.find_month_bonds is
'Why months of the journal can''t be detached yet: a sentence each. No row: nothing needs them.';

revoke all on function ledger.find_month_bonds from public;
