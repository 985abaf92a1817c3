create function app.stock(
    item_id bigint, -- expect
    _shelf bigint, -- expect
    "Place" bigint, -- expect
    p_kind text
) returns table (stock bigint)
language plpgsql as $$
declare
    n bigint := 1; -- expect
    total constant bigint := 2; -- expect
    v_row record;
    rows cursor for select 1; -- expect
begin
    return query select 1::bigint;
end
$$;
create procedure app.settle(
    done bigint -- expect
) language plpgsql as $$ begin null; end $$;
do $$
declare
    item record; -- expect
begin
    for item in select 1 as id loop
        null;
    end loop;
    create function app.later(
        id bigint -- expect
    ) returns bigint language sql return id;
    execute 'create function app.last(id bigint) returns bigint language sql return id'; -- expect
end
$$;
