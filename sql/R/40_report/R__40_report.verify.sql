drop function if exists report.verify();

-- One statement, one snapshot: it may run beside postings. The parts are stable, so they read what
-- the statement reads; they are not parallel safe, so that each may have its own workers. Each is
-- proven able to fail in sql/tests/invariants/breach_*.

create or replace function report.verify(p_since xid8 default null)
returns table (
    invariant text,
    book_id uuid,
    place text
)
language plpgsql
stable
parallel restricted
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    return query
    select
        breach.invariant,
        breach.book_id,
        breach.place
    from report.verify_accounts() as breach
    union all
    select
        breach.invariant,
        breach.book_id,
        breach.place
    from report.verify_chart() as breach
    union all
    select
        breach.invariant,
        breach.book_id,
        breach.place
    from report.verify_history(p_since) as breach
    union all
    select
        breach.invariant,
        breach.book_id,
        breach.place
    from report.verify_transfers(p_since) as breach
    union all
    select
        breach.invariant,
        breach.book_id,
        breach.place
    from report.verify_imports(p_since) as breach
    union all
    select
        breach.invariant,
        breach.book_id,
        breach.place
    from report.verify_matches(p_since) as breach
    union all
    select
        breach.invariant,
        breach.book_id,
        breach.place
    from report.verify_periods(p_since) as breach
    union all
    select
        breach.invariant,
        breach.book_id,
        breach.place
    from report.verify_interest(p_since) as breach
    union all
    select
        breach.invariant,
        breach.book_id,
        breach.place
    from report.verify_holds(p_since) as breach
    union all
    select
        breach.invariant,
        breach.book_id,
        breach.place
    from report.verify_exchange(p_since) as breach
    order by invariant, book_id, place;
end;
$body$;

comment on function report.verify is
'Every place where an invariant of the ledger is broken, over all books. No row: all is well. With a
transaction id, the journal is read from there on; what is now is judged as a whole.';

revoke all on function report.verify from public;
grant execute on function report.verify to report_read;
