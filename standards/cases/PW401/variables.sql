create function app.age(p_id bigint) returns interval
language plpgsql stable parallel safe
as $body$
declare
    v_made timestamp; -- expect
    v_at TIMESTAMP(3) WITHOUT TIME ZONE := now(); -- expect
    v_all pg_catalog.timestamp[]; -- expect
    v_zoned timestamp with time zone;
    v_short timestamptz(3);
    timestamp_of text := 'timestamp';
    v_row app.item%rowtype;
begin
    return localtimestamp - v_at; -- expect
end;
$body$;

do $do$
declare
    v_made timestamp without time zone; -- expect
begin
    v_made := now();
    execute 'select item_id from app.item where made_at > localtimestamp'; -- expect
    execute $sql$
        do $inner$
        declare
            v_at timestamp; -- expect
        begin
            v_at := current_timestamp;
        end
        $inner$
    $sql$;
end;
$do$;
