select exists (select from app.item where stock = 0);

select kind from app.item group by kind having count(*) > 0;

select kind, count(*) > 0 from app.item group by kind;

select count(*) > 0, sum(stock) from app.item;

select (select count(*) from app.item) > 1, (select count(distinct kind) from app.item) > 0;

select count(*) filter (where stock = 0) = 0 from app.item;

select (select max(stock) from app.item) > 0;

do $body$
declare
    v_n bigint;
begin
    select count(*) into v_n from app.item;
    if v_n >= 0 then
        raise notice 'count(*) > 0';
    end if;
end;
$body$;
