-- The index of the parents answers each step. The keys of the table let no circle be, so it ends.

create or replace function report.headings_below(
    p_book_id uuid,
    p_heading core.heading_code
)
returns setof core.heading_code
language sql
stable
parallel safe
set search_path = pg_catalog, pg_temp
as $body$
    with recursive below as (
        select heading
        from ledger.heading
        where
            book_id = p_book_id
            and heading = p_heading
        union all
        select child.heading
        from below
        inner join ledger.heading as child
            on
                child.book_id = p_book_id
                and below.heading = child.parent
    )

    select heading from below order by heading;
$body$;

comment on function report.headings_below is
'A heading and all that stand under it, however deep.';

revoke all on function report.headings_below from public;
grant execute on function report.headings_below to report_read;
