-- A book of somebody else gets the answer of a book that isn't there: nobody learns which ids
-- exist. It stays volatile, as core.refuse does.

create or replace function core.require_book(
    p_actor core.actor,
    p_book_id uuid
)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $body$
begin
    -- one statement, whoever asks: every call of every client comes by here
    if (
        case
            when p_actor is null then exists (select from core.book where book_id = p_book_id)
            else exists (
                select
                from core.book_actor
                where
                    book_id = p_book_id
                    and actor = p_actor
            )
        end
    ) then
        return;
    end if;

    perform core.refuse('LG102', jsonb_build_object('argument', 'book_id', 'book_id', p_book_id));
end;
$body$;

comment on function core.require_book is
'Ends the statement unless the actor may see the book. Without an actor, who asks is a login of the
database: it may see every book.';

revoke all on function core.require_book from public;
