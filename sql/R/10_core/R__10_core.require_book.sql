-- A book of somebody else gets the answer of a book that isn't there: nobody learns which ids
-- exist. It stays volatile, as core.refuse does. Every call of every client comes by here: so it
-- asks by one statement about one table, and has no path of its own: its caller has set one
-- (docs/adr/0032-checks-by-a-routine.md).

-- procwright:allow PW601 ADR 0032: its caller has set the path until=2028-12-31
create or replace function core.require_book(
    p_actor core.actor,
    p_book_id uuid
)
returns void
language plpgsql
volatile
as $body$
begin
    if p_actor is null then
        if exists (select from core.book where book_id = p_book_id) then
            return;
        end if;
    elsif
        exists (
            select
            from core.book_actor
            where
                book_id = p_book_id
                and actor = p_actor
        )
    then
        return;
    end if;

    perform core.refuse('LG102', jsonb_build_object('argument', 'book_id', 'book_id', p_book_id));
end;
$body$;

comment on function core.require_book is
'Ends the statement unless the actor may see the book. Without an actor, who asks is a login of the
database: it may see every book.';

revoke all on function core.require_book from public;
