refresh materialized view app."Daily" with no data; -- expect

create function app.refresh() returns void
language plpgsql
as $body$
begin
    refresh materialized view app.daily; -- expect
    execute 'refresh materialized view app.daily'; -- expect
end;
$body$;
