create function app.stock(p_item_id bigint, p_kind text, out stock bigint, variadic p_more text[])
language plpgsql as $$
#variable_conflict use_column
declare
    v_n bigint := 1;
    v_row record;
begin
    for i in 1..3 loop
        v_n := v_n + i;
    end loop;
    for v_row in select 1 as id loop
        null;
    end loop;
    stock := v_n;
end
$$;
create function app.list(p_id bigint) returns table (item_id bigint, shelf bigint)
language sql return 1;
create function app.plain(bigint, text) returns bigint language sql return 1;
create function app.native(a bigint) returns bigint as 'lib', 'native' language c;
create function app.log() returns trigger language plpgsql as $$
begin
    if found and tg_op = 'INSERT' then
        new.note := 'id bigint'; -- declare id bigint
    end if;
    return new;
end
$$;
create procedure app.settle(p_id bigint, inout done bigint default null) language plpgsql as $$ begin null; end $$;
do $$
begin
    execute 'create function app.last(p_id bigint) returns bigint language sql return p_id';
end
$$;
