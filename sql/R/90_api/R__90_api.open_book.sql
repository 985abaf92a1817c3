-- The insert is step 3: its key alone tells who was first. Who repeats the request must be able to
-- see the book: the id and the name of somebody else's book open no door.

create or replace function api.open_book(
    p_book_id uuid,
    p_name core.book_name,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    book_id uuid,
    name core.book_name,
    opened_at timestamptz,
    replayed boolean,
    refusal core.refusal
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_book core.book;
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_name) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            else 'name'
        end));
    end if;

    -- 3 replay, 5 write
    insert into core.book (book_id, name, opened_at)
    values (p_book_id, p_name, core.now())
    on conflict (book_id) do nothing
    returning * into v_book;

    if not found then
        select * into strict v_book
        from core.book
        where book_id = p_book_id;

        if
            v_book.name <> p_name
            or (
                p_actor is not null
                and not exists (
                    select
                    from core.book_actor
                    where
                        book_id = p_book_id
                        and actor = p_actor
                )
            )
        then
            return query select
                p_book_id, null::core.book_name, null::timestamptz, false,
                core.refusal('LG301', jsonb_build_object(
                    'argument', 'book_id', 'book_id', p_book_id
                ));
            return;
        end if;

        return query select
            v_book.book_id, v_book.name, v_book.opened_at, true, null::core.refusal;
        return;
    end if;

    if p_actor is not null then
        insert into core.book_actor (book_id, actor)
        values (p_book_id, p_actor);
    end if;

    -- 6 record
    perform audit.record(
        p_book_id, 'book.opened', p_book_id::text,
        jsonb_build_object('name', p_name, 'actor', p_actor), p_actor, p_trace
    );

    return query select
        v_book.book_id, v_book.name, v_book.opened_at, false, null::core.refusal;
end;
$body$;

comment on function api.open_book is $contract$
Open a book: a tenant whose accounts and transfers balance among themselves.

Who opens it may see it; nobody else may. The answer to a repeated request is the answer to the
first one, with replayed = true.

@http       POST /v1/books
@scope      book:write
@idempotent book_id
@timeout    2s
@single
@rate       writes 600000/60s
@error      LG002 The book or its name is null.
@error      LG301 The book_id was used with another name, or by somebody else.
$contract$;

revoke all on function api.open_book from public;
grant execute on function api.open_book to api_write;
