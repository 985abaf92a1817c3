-- One statement, one snapshot: it may run beside postings. The parts are stable, so they read what
-- the statement reads. Each is proven able to fail in sql/tests/invariants/breach_*.

create or replace function report.verify()
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
    from report.verify_history() as breach
    union all
    select
        breach.invariant,
        breach.book_id,
        breach.place
    from report.verify_transfers() as breach
    union all
    select
        breach.invariant,
        breach.book_id,
        breach.place
    from report.verify_imports() as breach
    order by invariant, book_id, place;
end;
$body$;

comment on function report.verify is
'Every place where an invariant of the ledger is broken, over all books. No row: all is well.';

revoke all on function report.verify from public;
grant execute on function report.verify to report_read;
