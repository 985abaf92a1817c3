create function app.stock(
    p_item_id bigint,
    p_day date, -- expect
    "p_Kind" text default 'a' -- expect
) returns bigint
language plpgsql stable parallel safe
as $body$
begin
    -- p_day is not looked at
    raise notice 'p_day $2';
    return (select stock from app.item where item_id = p_item_id);
end;
$body$;

do $body$
begin
    create function app.twice(p_n bigint, p_m bigint) -- expect
    returns bigint
    language sql immutable parallel safe
    return p_n * 2;
    execute $sql$
        create procedure app.fill(
            p_id bigint,
            p_reason text -- expect
        )
        language sql
        begin atomic
            insert into app.item (item_id) values (p_id);
        end
    $sql$;
end;
$body$;
