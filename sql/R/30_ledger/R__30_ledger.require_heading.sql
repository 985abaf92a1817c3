-- A heading never goes away, so who has seen it once needs no lock.

create or replace function ledger.require_heading(
    p_book_id uuid,
    p_heading core.heading_code,
    p_argument text
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
begin
    if
        p_heading is not null
        and not exists (
            select
            from ledger.heading
            where
                book_id = p_book_id
                and heading = p_heading
        )
    then
        perform core.refuse('LG106', jsonb_build_object(
            'argument', p_argument, 'heading', p_heading
        ));
    end if;
end;
$body$;

comment on function ledger.require_heading is
'Ends the statement unless a heading is in the book. Null is no heading, and fine.';

revoke all on function ledger.require_heading from public;
