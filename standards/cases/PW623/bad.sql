create table app.sale (sale_id bigint primary key, sold timestamptz not null, day date not null);

create function app.sales(p_from timestamptz, p_to timestamptz) returns bigint
language plpgsql stable parallel safe
as $body$
declare
    v_from timestamp with time zone := p_from;
begin
    perform 1 from app.sale where sold between p_from and p_to; -- expect
    execute 'select 1 from app.sale s where s.sold BETWEEN $1 and $2' using p_from, p_to; -- expect
    perform 1 from app.item where made_at not between '2026-01-01' and '2026-02-01'; -- expect
    perform 1 from app.item where x between v_from and now(); -- expect
    perform 1 from app.item where x::timestamptz between 'a' and 'b'; -- expect
    return 1;
end;
$body$;
