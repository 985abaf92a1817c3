alter table app.item add column sold_at timestamp(3); -- expect

do $body$
begin
    execute 'alter table app.item add column bought_at timestamp without time zone'; -- expect
end;
$body$;
