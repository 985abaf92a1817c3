-- For the job and the person on call, over all books: no client reaches it. The point is taken
-- before the reading begins, so what ends in between is read twice rather than never.

create or replace function api.verify_ledger(p_is_full boolean default false)
returns table (
    invariant text,
    book_id uuid,
    place text
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_incarnation text;
    v_next xid8 := pg_snapshot_xmin(pg_current_snapshot());
    v_since xid8;
begin
    -- 1 validate
    if p_is_full is null then
        perform core.refuse('LG002', jsonb_build_object('argument', 'is_full'));
    end if;

    v_incarnation := (
        select system.system_identifier || '/' || point.timeline_id
        from pg_control_system() as system
        cross join pg_control_checkpoint() as point
    );

    -- 4 judge
    if not p_is_full then
        v_since := (
            select verified_xid
            from ledger.verification
            where incarnation = v_incarnation
            order by verification_id desc
            limit 1
        );
    end if;

    return query
    select
        breach.invariant,
        breach.book_id,
        breach.place
    from report.verify(v_since) as breach
    order by invariant, book_id, place;

    -- 5 write: from a breach on, every verification sees it until it is mended
    if not found then
        -- procwright:allow PW618 a proof that was made is its own record until=2028-12-31
        insert into ledger.verification (verified_xid, incarnation, is_full, verified_at)
        values (v_next, v_incarnation, v_since is null, core.now());
    end if;
end;
$body$;

comment on function api.verify_ledger is $contract$
Every place where an invariant of the ledger is broken, over all books; no row means that all is
well.

It reads the journal from where the last verification stopped that found nothing; what is now, such
as balances and holds, as a whole. A full one reads the journal from its first transfer. After a
restore or a promotion the next one is full by itself.

@error LG002 It is null whether it shall be full.
$contract$;

revoke all on function api.verify_ledger from public;
grant execute on function api.verify_ledger to api_ops;
