create function app.rows_of(p_name text, p_id bigint, p_table regclass, p_sql text)
returns bigint
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_n bigint;
    v_where text := '';
    v_order text;
    v_row record;
    v_text text := 'a' || p_name;
begin
    execute 'select count(*) '
        || 'from app.item' into strict v_n;
    execute 'select count(*) from app.' || quote_ident(p_name) into strict v_n;
    execute 'select count(*) from ' || p_table into strict v_n;
    execute 'select count(*) from ' || p_name::regclass into strict v_n;
    execute 'select 1 from app.item where item_id = ' || p_id;
    execute 'select 1 from app.item where kind = ' || quote_nullable(p_name);
    execute format('select count(*) from app.%I where kind = %L', p_name, 'a' || p_name);
    if p_id is not null then
        v_where := v_where || ' where item_id = ' || p_id;
    end if;
    v_order := case when p_id > 1 then ' desc' else ' asc' end;
    execute 'select item_id from app.item' || v_where || ' order by item_id' || v_order;
    for v_row in
        select
            c.oid,
            pg_get_constraintdef(c.oid) as def
        from pg_catalog.pg_constraint c
    loop
        execute 'alter table app.copy add ' || v_row.def;
        execute 'select ' || v_row.oid;
    end loop;
    execute (
        select string_agg(format('analyze %I.%I', schemaname, tablename), '; ')
        from pg_catalog.pg_tables
    );
    execute p_sql using p_name || 'a';
    perform app.note('select ' || p_name);
    raise notice '%', 'select ' || v_text;
    return v_n;
end;
$body$;
