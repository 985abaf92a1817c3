create table app.sale (sale_id bigint primary key, day date not null, counted_at date not null);

create function app.sales(p_from date, p_to date, p_at timestamptz) returns bigint
language plpgsql stable parallel safe
as $body$
begin
    perform 1 from app.sale where day between p_from and p_to;
    perform 1 from app.sale where counted_at between p_from and p_to;
    perform 1 from app.sale where sale_id between 1 and 500;
    perform 1 from app.item where made_at::date between '2026-01-01' and '2026-02-01';
    perform 1 from app.item where made_at >= p_at and made_at < p_at + interval '1 day';
    perform 1 from app.item where age between 1 and 2;
    -- made_at between p_at and p_at
    raise notice 'made_at between a and b';
    return 1;
end;
$body$;
