-- For tests: routines whose answers are kept by their key, and what they leave.

create table app.ticket (
    ticket_id bigint generated always as identity (start with 9007199254740993),
    actor text not null,
    note text
);

create function app.draw_ticket(
    p_note app.note default null, p_weight numeric default null, p_box_id uuid default null,
    p_actor text default null, p_trace text default null
)
returns table (
    ticket_id bigint, note app.note, is_odd boolean, short char(3), address inet, tags text[],
    weight numeric, drawn_at timestamptz, refusal app.refusal
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    v_ticket app.ticket;
begin
    if p_note = 'linger' then
        perform pg_advisory_xact_lock_shared(78);
    elsif p_note = 'wall' and exists (select from app.wall) then
        perform inner_app.refuse('AP203', 'There is a wall.', '{"argument": "note", "high": "3"}');
    elsif p_note like 'raise %' then
        perform inner_app.refuse(substr(p_note, 7), 'It is raised.', '{}');
    elsif p_note = 'return' then
        return query select null::bigint, null::app.note, null::boolean, null::char(3), null::inet,
            null::text[], null::numeric, null::timestamptz, jsonb_build_object(
                'code', 'AP303', 'title', 'It is returned.', 'facts', jsonb_build_object('left', '1')
            )::app.refusal
        from app.wall;
        if found then
            return;
        end if;
    end if;
    insert into app.ticket (actor, note) values (p_actor, p_note) returning * into v_ticket;
    return query select v_ticket.ticket_id, v_ticket.note::app.note, v_ticket.ticket_id % 2 = 1,
        'a'::char(3), '10.0.0.1'::inet, array['x', null, 'NULL', '{"'], p_weight,
        '2026-01-31 12:00:00.5+00'::timestamptz, null::app.refusal;
end $$;
comment on function app.draw_ticket is $c$
Draw a ticket.

@http       POST /v1/tickets
@scope      trial:run
@idempotent header
@timeout    20s
@single
@error      AP203 There is a wall.
@error      AP303 There is a wall, too.
$c$;

create table app.wall ();

create function app.draw_several(p_count integer, p_actor text default null)
returns table (ticket_id bigint, note text)
language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into app.ticket (actor, note)
    select p_actor, nullif('n' || n, 'n2') from generate_series(1, p_count) as n
    returning ticket_id, note
$$;
comment on function app.draw_several is $c$
Draw several tickets.

@http       POST /v1/several
@scope      trial:run
@idempotent header
@timeout    2s
@most       10
$c$;

create function app.draw_silently(p_actor text default null) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into app.ticket (actor, note) values (p_actor, 'silent')
$$;
comment on function app.draw_silently is $c$
Draw a ticket, and say nothing.

@http       POST /v1/silent
@scope      trial:run
@idempotent header
@timeout    2s
@single
$c$;

create function app.count_tickets(p_actor text default null) returns bigint
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    insert into app.ticket (actor, note) values (p_actor, 'counted');
    select count(*) from app.ticket where note = 'counted'
$$;
comment on function app.count_tickets is $c$
Draw a ticket, and count.

@http       POST /v1/counts
@scope      trial:run
@idempotent header
@timeout    2s
@single
$c$;

create table app.name (
    name text primary key, number bigint generated always as identity
);

create function app.take_name(p_name text, p_actor text default null)
returns table (name text, number bigint, replayed boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
    lock table app.name;
    return query insert into app.name (name) values (p_name)
        on conflict (name) do nothing returning name, number, false;
    if not found then
        return query select name, number, true from app.name where name = p_name;
    end if;
end $$;
comment on function app.take_name is $c$
Take a name.

@http       POST /v1/names
@scope      trial:run
@idempotent name
@timeout    20s
@single
$c$;
