-- What is now against the journal. Both sides are found by their keys, so with a transaction id it
-- looks for those holds only that it and later ones touched. One whose month was detached can't be
-- judged any more: whoever detaches one looks here first.

create or replace function report.verify_holds(p_since xid8 default null)
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
set work_mem = '64MB'
set jit = off
as $body$
#variable_conflict use_column
declare
    v_since xid8 := coalesce(p_since, '0'::xid8);
    v_kept_from uuid := report.first_kept_id();
begin
    return query
    select
        'an account holds what is left of its open holds' as invariant,
        account.book_id,
        'account ' || account.account_id as place
    from ledger.account
    left join (
        select
            hold.book_id,
            hold.debit_account_id,
            sum(hold.remaining) as remaining
        from ledger.hold
        where hold.state = 'open'
        group by hold.book_id, hold.debit_account_id
    ) as open_hold
        on
            account.book_id = open_hold.book_id
            and account.account_id = open_hold.debit_account_id
    where account.held <> coalesce(open_hold.remaining, 0);

    return query
    with touched as materialized (
        select
            transfer.book_id,
            coalesce(transfer.hold_transfer_id, transfer.transfer_id) as hold_id
        from ledger.transfer
        where
            transfer.xid >= v_since
            and transfer.kind in ('hold', 'capture', 'void', 'expiry')
            and transfer.refusal is null
        union
        select
            hold.book_id,
            hold.hold_id
        from ledger.hold
        where p_since is null
    ),

    past as materialized (
        select
            touched.book_id,
            touched.hold_id,
            sum(transfer.amount) filter (where transfer.kind = 'capture') as captured,
            sum(transfer.amount) filter (where transfer.kind <> 'capture') as given_back,
            count(*) filter (where transfer.kind <> 'capture') as ends,
            max(transfer.kind::text) filter (where transfer.kind <> 'capture') as ended_by,
            min(transfer.debit_version) as first_version,
            max(transfer.debit_version) as last_version,
            min(transfer.debit_version) filter (where transfer.kind <> 'capture') as end_version,
            bool_and(
                transfer.debit_account_id = hold.debit_account_id
                and transfer.credit_account_id = hold.credit_account_id
                and transfer.currency = hold.currency
            ) as is_its_own
        from touched
        inner join ledger.transfer
            on
                touched.book_id = transfer.book_id
                and touched.hold_id = transfer.hold_transfer_id
        left join ledger.hold
            on
                touched.book_id = hold.book_id
                and touched.hold_id = hold.hold_id
        where transfer.refusal is null
        group by touched.book_id, touched.hold_id
    ),

    beside as materialized (
        select
            touched.book_id,
            'hold ' || touched.hold_id as place,
            asked.amount = hold.amount
            and asked.debit_account_id = hold.debit_account_id
            and asked.credit_account_id = hold.credit_account_id
            and asked.currency = hold.currency
            and asked.expires_at is not distinct from hold.expires_at as is_as_asked,
            asked.amount::bigint as amount,
            asked.debit_version as version,
            hold.captured as has_captured,
            hold.remaining as has_left,
            hold.state,
            coalesce(past.captured, 0) as captured,
            coalesce(past.given_back, 0) as given_back,
            past.ends,
            past.ended_by,
            past.first_version,
            past.last_version,
            past.end_version,
            past.is_its_own
        from touched
        left join ledger.hold
            on
                touched.book_id = hold.book_id
                and touched.hold_id = hold.hold_id
        left join ledger.transfer as asked
            on
                touched.book_id = asked.book_id
                and touched.hold_id = asked.transfer_id
                and asked.kind = 'hold'
                and asked.refusal is null
        left join past
            on
                touched.book_id = past.book_id
                and touched.hold_id = past.hold_id
        where touched.hold_id >= v_kept_from
    )

    select
        'a hold is what its transfer asked for' as invariant,
        beside.book_id,
        beside.place
    from beside
    where beside.is_as_asked is not true
    union all
    select
        'what comes of a hold is between its own accounts' as invariant,
        beside.book_id,
        beside.place
    from beside
    where not beside.is_its_own
    union all
    select
        'captures take no more than a hold set aside' as invariant,
        beside.book_id,
        beside.place
    from beside
    where beside.captured > beside.amount
    union all
    select
        'a hold has captured what its captures moved' as invariant,
        beside.book_id,
        beside.place
    from beside
    where beside.captured <> beside.has_captured
    union all
    select
        'a hold has left what was neither captured nor given back' as invariant,
        beside.book_id,
        beside.place
    from beside
    where
        beside.has_left <> beside.amount - beside.captured - beside.given_back
        or (beside.state = 'captured') <> (beside.captured = beside.amount)
        or (beside.state = 'voided') <> coalesce(beside.ended_by = 'void', false)
        or (beside.state = 'expired') <> coalesce(beside.ended_by = 'expiry', false)
    union all
    select
        'a hold ends once, with what was left of it' as invariant,
        beside.book_id,
        beside.place
    from beside
    where
        beside.ends > 1
        or (beside.ends = 1 and beside.captured + beside.given_back <> beside.amount)
    union all
    select
        'nothing comes of a hold before it or after its end' as invariant,
        beside.book_id,
        beside.place
    from beside
    where
        beside.first_version < beside.version
        or beside.last_version > beside.end_version;
end;
$body$;

comment on function report.verify_holds is
'Every place where a hold, what is held, and what the journal says of both don''t agree. With a
transaction id, of holds that it and later ones touched, and of what is held now.';

revoke all on function report.verify_holds from public;
grant execute on function report.verify_holds to report_read;
