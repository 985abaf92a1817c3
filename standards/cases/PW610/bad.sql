create function app.rows_of(p_name text, p_id bigint, p_kind text) returns bigint
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_table text := 'item';
    v_sql text;
    v_where text := ' where true';
    v_n bigint;
    v_row record;
begin
    execute 'select count(*) from app.' || p_name into strict v_n; -- expect
    EXECUTE 'select count(*) from app.' || v_table into strict v_n; -- expect
    execute 'select 1 from app.item where kind = ''' || $3 || ''''; -- expect
    v_where := v_where || ' and kind = ' || p_kind; -- expect
    execute 'select count(*) from app.item' || v_where into strict v_n;
    v_sql := 'delete from app.item'
        || ' where item_id = ' || p_id
        || ' and kind = ' || p_kind; -- expect
    execute v_sql;
    for v_row in select tablename from pg_catalog.pg_tables loop
        execute 'analyze ' || v_row.tablename; -- expect
    end loop;
    for v_row in execute concat('select a from app.', p_name) loop -- expect
        null;
    end loop;
    execute (
        select string_agg('analyze ' || tablename, '; ') -- expect
        from pg_catalog.pg_tables
    );
    return v_n;
end;
$body$;

create function app.keys_of(p_column text) returns setof bigint
language plpgsql stable parallel safe
as $body$
begin
    return query execute 'select ' || lower(p_column) || ' from app.item'; -- expect
end;
$body$;

create function app.open_items(p_column name) returns refcursor
language plpgsql stable
as $body$
declare
    v_items refcursor;
begin
    open v_items for execute 'select ' || p_column || ' from app.item'; -- expect
    return v_items;
end;
$body$;

do $body$
declare
    v_name text;
begin
    v_name := app.name_of(1);
    execute 'analyze app.' || v_name; -- expect
end;
$body$;
