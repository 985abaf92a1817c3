create function app.names() returns setof text
language plpgsql stable parallel safe
as $body$
begin
    return query select name, stock from app.item ORDER BY 2 desc, name; -- expect
    execute 'select name from app.item order by 1'; -- expect
    return query select name from app.item union all select name from app.party order by 1; -- expect
    return query select max(stock) from (select stock from app.item order by 1 limit 3) x; -- expect
    return query select name, count(*) from app.item group by 1; -- expect
    execute $q$select code, sum(stock) from app.item GROUP BY code, 2$q$; -- expect
end;
$body$;
