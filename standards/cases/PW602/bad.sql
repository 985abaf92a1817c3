do $body$
begin
    create function app.lock_item() returns bigint
    language plpgsql stable parallel unsafe
    as $inner$
    begin
        perform 1 from app.item where item_id = 1 for update; -- expect
    end;
    $inner$;
end;
$body$;

create function app.fill() returns void
language plpgsql immutable
as $body$
begin
    execute 'truncate app.item'; -- expect
end;
$body$;

create function app.draw() returns bigint
language sql stable
begin atomic
    select nextval('app.item_seq'); -- expect
end;

create function app.remember() returns void
language plpgsql STABLE
as $body$
begin
    with gone as (
        delete from app.item where item_id = 1 returning item_id -- expect
    )
    select count(*) from gone;
    create temporary table x (a int);
end;
$body$;

create function app.today_count() returns bigint
language sql immutable
as $body$
    select count(*)
    from app.item -- expect
$body$;

create function app.age(p_at timestamptz) returns interval
language sql immutable
return now() - p_at; -- expect
