-- All that stands under the heading changes its tier, so it is one statement: the keys that keep
-- the tree from closing into a circle are judged at its end (docs/adr/0019). The circle is judged
-- before, to be refused by name.

create or replace function api.move_heading(
    p_book_id uuid,
    p_heading core.heading_code,
    p_parent core.heading_code default null,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    heading core.heading_code,
    parent core.heading_code,
    tier smallint,
    moved bigint,
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
    v_heading ledger.heading;
    v_below text [];
    v_lowest smallint;
    v_tier smallint;
    v_moved bigint := 0;
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_heading) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            else 'heading'
        end));
    end if;

    -- 4 judge: who may see the book
    perform core.require_book(p_actor, p_book_id);

    -- 2 lock
    perform ledger.lock_chart(p_book_id);

    -- 4 judge
    perform ledger.require_heading(p_book_id, p_heading, 'heading');
    perform ledger.require_heading(p_book_id, p_parent, 'parent');

    -- 3 replay
    select * into strict v_heading
    from ledger.heading
    where
        book_id = p_book_id
        and heading = p_heading;

    v_tier := 1 + coalesce((
        select tier from ledger.heading
        where
            book_id = p_book_id
            and heading = p_parent
    ), 0);

    if v_heading.parent is distinct from p_parent then
        -- 4 judge: not under itself, and not too deep with all that it takes along
        v_below := array(select below from report.headings_below(p_book_id, p_heading) as below);
        v_lowest := (
            select max(tier) - v_heading.tier + v_tier
            from ledger.heading
            where
                book_id = p_book_id
                and heading = any(v_below)
        );

        if p_parent = any(v_below) or v_lowest > v_deepest then
            perform core.refuse('LG209', jsonb_build_object(
                'argument', 'parent', 'heading', p_heading, 'parent', p_parent,
                'is_below', coalesce(p_parent = any(v_below), false),
                'tier', v_lowest, 'tier_limit', v_deepest
            ));
        end if;

        -- 5 write
        update ledger.heading
        set
            parent = case when heading = p_heading then p_parent else parent end,
            tier = tier - v_heading.tier + v_tier
        where
            book_id = p_book_id
            and heading = any(v_below);

        get diagnostics v_moved = row_count;

        -- 6 record
        perform audit.record(
            p_book_id, 'heading.moved', p_heading, jsonb_build_object('parent', p_parent),
            p_actor, p_trace
        );
    end if;

    return query select
        p_heading, p_parent, v_tier, v_moved, v_heading.parent is not distinct from p_parent;
end;
$body$;

comment on function api.move_heading is $contract$
Put a heading under another one, or make it a root: with all that stands under it.

Without a parent it becomes a root. What it holds counts for its new parents at once. Moved counts
the headings that went along, itself included. When it stands there already, nothing happens:
replayed is true.

@http       POST /v1/books/{book_id}/headings/{heading}/move
@scope      chart:write
@idempotent heading
@timeout    5s
@single
@rate       writes 600000/60s
@error      LG002 The book or the heading is null.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG106 The heading or the parent is not in the book.
@error      LG209 The parent is the heading or stands under it, or all would reach too deep.
$contract$;

revoke all on function api.move_heading from public;
grant execute on function api.move_heading to api_write;
