select name, stock from app.item order by stock, name;

select name from app.item order by stock + 1, 'a', null;

select array_agg(name order by 1), rank() over (order by 2) from app.item group by name;

select name, count(*) from app.item group by rollup (name), name order by name;

do $body$
begin
    -- order by 1
    raise notice 'order by 1';
end;
$body$;
