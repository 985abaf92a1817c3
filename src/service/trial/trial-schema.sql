-- For tests of the service: a schema with a routine for each thing that it has to cope with.

create schema procwright;
create domain procwright.actor as text;
create table procwright.api_key (
    key_id text primary key, hash bytea not null, actor text not null, scopes text[] not null
);

create function procwright.find_key(p_key_id text, p_hash bytea)
returns table (actor text, scopes text[])
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select k.actor, k.scopes from procwright.api_key as k
      where k.key_id = p_key_id and k.hash = p_hash $$;

create schema app;
create domain app.quantity as bigint
    constraint quantity_is_in_range check (value between 1 and 100000000000000000);
create domain app.note as text constraint note_has_length check (length(value) between 1 and 20);
create domain app.even as integer constraint even_is_even check (value % 2 = 0);
create domain app.page_size as integer constraint page_size_is_bounded check (value between 1 and 5);
create domain app.refusal as jsonb
    constraint refusal_has_its_parts check (value ?& array['code', 'title', 'facts']);

create table app.box (box_id uuid primary key, actor text not null);
create table app.item (
    box_id uuid not null references app.box,
    item_id uuid not null,
    quantity app.quantity not null,
    note app.note,
    place bigint generated always as identity,
    put_at timestamptz not null default now(),
    constraint item_pkey primary key (box_id, item_id)
);
insert into app.box values ('00000000-0000-7000-8000-000000000001', 'alice');
insert into app.item (box_id, item_id, quantity, put_at)
values ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000011', 9007199254740993, '2026-01-31 12:00:00.123456+00');

create schema inner_app;
create function inner_app.refuse(p_code text, p_title text, p_facts jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception using errcode = p_code, message = p_title, detail = p_facts::text;
end $$;
create function inner_app.require_box(p_actor text, p_box_id uuid) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (
        select from app.box as b where b.box_id = p_box_id and b.actor = coalesce(p_actor, b.actor)
    ) then
        perform inner_app.refuse('AP102', 'There is no such box.', '{"argument": "box_id"}');
    end if;
end $$;

create function app.post_item(
    p_box_id uuid, p_item_id uuid, p_quantity app.quantity, p_note app.note default null,
    p_actor text default null, p_trace text default null
)
returns table (
    item_id uuid, quantity app.quantity, note app.note, replayed boolean, refusal app.refusal
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    v_found app.item;
begin
    perform inner_app.require_box(p_actor, p_box_id);
    select * into v_found from app.item where box_id = p_box_id and item_id = p_item_id;
    if found then
        return query select v_found.item_id, v_found.quantity, v_found.note, true, null::app.refusal;
    elsif p_quantity > 500 then
        return query select p_item_id, null::app.quantity, null::app.note, false,
            jsonb_build_object('code', 'AP303', 'title', 'The box would be too full.', 'facts',
            jsonb_build_object('asked', p_quantity::text, 'left', '500'))::app.refusal;
    else
        insert into app.item (box_id, item_id, quantity, note)
        values (p_box_id, p_item_id, p_quantity, p_note);
        return query select p_item_id, p_quantity, p_note, false, null::app.refusal;
    end if;
end $$;
comment on function app.post_item is $c$
Put an item into a box.

The answer to a repetition is the first one.

@http       POST /v1/boxes/{box_id}/items
@scope      item:write
@idempotent item_id
@timeout    2s
@single
@error      AP102 The box is not the caller's.
@error      AP303 The box has less room than the quantity.
$c$;

create function app.get_item(p_box_id uuid, p_item_id uuid, p_actor text default null)
returns table (item_id uuid, quantity app.quantity, note app.note, put_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
    perform inner_app.require_box(p_actor, p_box_id);
    return query select item_id, quantity, note, put_at from app.item
        where box_id = p_box_id and item_id = p_item_id;
end $$;
comment on function app.get_item is $c$
Read an item.

@http    GET /v1/boxes/{box_id}/items/{item_id}
@scope   item:read
@timeout 2s
@single
@error   AP102 The box is not the caller's.
$c$;

create function app.list_items(
    p_box_id uuid, p_note app.note default null, p_after bigint default null,
    p_limit app.page_size default 2, p_actor text default null
)
returns table (place bigint, item_id uuid, quantity app.quantity, note app.note)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
    perform inner_app.require_box(p_actor, p_box_id);
    return query select place, item_id, quantity, note from app.item
        where box_id = p_box_id and place > coalesce(p_after, 0)
            and (p_note is null or note = p_note)
        order by place limit p_limit;
end $$;
comment on function app.list_items is $c$
List the items of a box.

@http    GET /v1/boxes/{box_id}/items
@scope   item:read
@timeout 2s
@page    after place
@error   AP102 The box is not the caller's.
$c$;

create function app.wait(p_seconds integer) returns table (waited integer)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    perform pg_sleep(p_seconds);
    return query select p_seconds;
end $$;
comment on function app.wait is $c$
Take some time.

@http    GET /v1/waits/{seconds}
@scope   trial:run
@timeout 300ms
@most    1
$c$;

create function app.linger(p_key bigint) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    perform pg_advisory_xact_lock_shared(p_key);
    return 'done';
end $$;
comment on function app.linger is $c$
Answer when an advisory lock is free.

@http    GET /v1/lingers/{key}
@scope   trial:run
@timeout 20s
@single
$c$;

create function app.fail(p_state text, p_message text, p_detail text default '') returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception using errcode = p_state, message = p_message, detail = p_detail;
end $$;
comment on function app.fail is $c$
Fail as it is asked to.

@http       POST /v1/failures
@scope      trial:run
@idempotent state
@timeout    2s
$c$;

create function app.echo(
    p_flag boolean default null, p_small smallint default null, p_count integer default null,
    p_total bigint default null, p_price numeric default null, p_ratio float8 default null,
    p_name text default null, p_day date default null, p_at timestamptz default null,
    p_data bytea default null, p_tags text[] default null, p_even app.even default null,
    p_other_even app.even default null, p_free jsonb default null
)
returns table (
    flag boolean, small smallint, count integer, total bigint, price numeric, ratio float8,
    name text, day date, at timestamptz, data bytea, tags text[], even app.even,
    other_even app.even, free jsonb
)
language sql set search_path = pg_catalog, pg_temp as $$
    select p_flag, p_small, p_count, p_total, p_price, p_ratio, p_name, p_day, p_at, p_data,
        p_tags, p_even, p_other_even, p_free
$$;
comment on function app.echo is $c$
Give back what was given.

@http       POST /v1/echo
@scope      trial:run
@idempotent name
@timeout    2s
@single
$c$;

create function app.hello(p_name text default 'world', p_actor text default null)
returns table (greeting text)
language sql stable set search_path = pg_catalog, pg_temp as $$
    select 'Hello, ' || p_name || ', says ' || coalesce(p_actor, 'nobody')
$$;
comment on function app.hello is $c$
Greet.

@http    GET /v1/hello
@public
@timeout 1s
@single
$c$;

create table app.mark (
    box_id uuid not null references app.box,
    mark_id uuid not null,
    quantity app.quantity not null,
    note app.note,
    actor text not null,
    trace text not null,
    transaction_id xid8 not null default pg_current_xact_id(),
    constraint mark_pkey primary key (box_id, mark_id)
);

-- A note of "broken" ends the statement, one of "slow" waits for the advisory lock 78.
create function app.add_marks(
    p_box_id uuid, p_mark_id uuid[], p_quantity app.quantity[], p_note app.note[],
    p_actor text[], p_trace text[]
)
returns table (
    place integer, mark_id uuid, quantity app.quantity, note app.note, replayed boolean,
    refusal app.refusal
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
    for i in 1 .. cardinality(p_mark_id) loop
        place := i;
        mark_id := p_mark_id[i];
        quantity := p_quantity[i];
        note := p_note[i];
        refusal := case when quantity > 500 then jsonb_build_object(
            'code', 'AP303', 'title', 'The box would be too full.', 'facts',
            jsonb_build_object('asked', quantity::text, 'left', '500')
        ) end;
        if note = 'broken' then
            perform inner_app.refuse('AP101', 'The mark is broken.', '{"argument": "note"}');
        elsif note = 'slow' then
            perform pg_advisory_xact_lock_shared(78);
        end if;
        replayed := false;
        if refusal is null then
            insert into app.mark (box_id, mark_id, quantity, note, actor, trace)
            values (p_box_id, mark_id, quantity, note, p_actor[i], p_trace[i])
            on conflict do nothing;
            replayed := not found;
        end if;
        return next;
    end loop;
end $$;
comment on function app.add_marks is $c$
Add marks for many requests at once.

@error AP101 Of a request: its mark is broken.
@error AP303 Of a request: the box has less room than the quantity.
$c$;

create function app.add_mark(
    p_box_id uuid, p_mark_id uuid, p_quantity app.quantity, p_note app.note default null,
    p_actor text default null, p_trace text default null
)
returns table (
    mark_id uuid, quantity app.quantity, note app.note, replayed boolean, refusal app.refusal
)
language sql security definer set search_path = pg_catalog, pg_temp as $$
    select many.mark_id, many.quantity, many.note, many.replayed, many.refusal
    from app.add_marks(
        p_box_id, array[p_mark_id], array[p_quantity], array[p_note], array[p_actor], array[p_trace]
    ) as many
$$;
comment on function app.add_mark is $c$
Add a mark to a box; requests that come together ride together.

@http       POST /v1/boxes/{box_id}/marks
@scope      item:write
@idempotent mark_id
@timeout    20s
@single
@batch      app.add_marks 10
@error      AP101 The mark is broken.
@error      AP303 The box has less room than the quantity.
$c$;
