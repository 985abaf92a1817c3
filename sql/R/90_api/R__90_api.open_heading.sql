-- What the first request asked for is read in the journal: the heading may have been renamed or
-- moved since.

create or replace function api.open_heading(
    p_book_id uuid,
    p_heading core.heading_code,
    p_name core.heading_name,
    p_parent core.heading_code default null,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    heading core.heading_code,
    name core.heading_name,
    parent core.heading_code,
    replayed boolean
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_deepest constant smallint := 12; -- of the table's check
    v_asked constant jsonb := jsonb_build_object('name', p_name, 'parent', p_parent);
    v_opened jsonb;
    v_tier smallint;
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_heading, p_name) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_heading is null then 'heading'
            else 'name'
        end));
    end if;

    -- 4 judge: who may see the book
    perform core.require_book(p_actor, p_book_id);

    -- 2 lock: the parent stays where it is
    perform ledger.lock_chart(p_book_id);

    -- 3 replay
    v_opened := audit.payload_of(p_book_id, p_heading, 'heading.opened');

    if v_opened is not null and v_opened <> v_asked then
        perform core.refuse('LG202', jsonb_build_object(
            'argument', 'heading', 'heading', p_heading
        ));
    end if;

    if v_opened is null then
        -- 4 judge
        perform ledger.require_heading(p_book_id, p_parent, 'parent');

        select tier into v_tier
        from ledger.heading
        where
            book_id = p_book_id
            and heading = p_parent;

        if v_tier = v_deepest then
            perform core.refuse('LG209', jsonb_build_object(
                'argument', 'parent', 'heading', p_heading, 'parent', p_parent,
                'tier', v_tier + 1, 'tier_limit', v_deepest
            ));
        end if;

        -- 5 write
        insert into ledger.heading (book_id, heading, name, parent, tier)
        values (p_book_id, p_heading, p_name, p_parent, coalesce(v_tier, 0) + 1);

        -- 6 record
        perform audit.record(
            p_book_id, 'heading.opened', p_heading, v_asked, p_actor, p_trace
        );
    end if;

    return query select p_heading, p_name, p_parent, v_opened is not null;
end;
$body$;

comment on function api.open_heading is $contract$
Open a heading of the chart of accounts: a root, or one under another.

Headings stand at most twelve deep. The answer to a repeated request is the answer to the first one,
with replayed = true, wherever the heading stands by then.

@http       POST /v1/books/{book_id}/headings
@scope      chart:write
@idempotent heading
@timeout    2s
@single
@rate       writes 600000/60s
@error      LG002 The book, the heading or the name is null.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG106 The parent is not in the book.
@error      LG202 The heading was opened with another name or parent.
@error      LG209 The parent is twelve deep already.
$contract$;

revoke all on function api.open_heading from public;
grant execute on function api.open_heading to api_write;
