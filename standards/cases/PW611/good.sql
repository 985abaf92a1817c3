create function app.rows_of(p_name text, p_table regclass, p_id bigint) returns bigint
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_n bigint;
    v_columns text;
begin
    execute format('select count(*) from app.%I where kind = %L', p_name, p_name);
    execute format('select count(*) from %s where item_id = %s', p_table, p_id);
    select string_agg(quote_ident(attname), ', ')
    into v_columns
    from pg_catalog.pg_attribute
    where attrelid = p_table;
    execute format('select %s from %s', v_columns, p_table::oid::regclass);
    execute format('select 100 %% 7, %s', coalesce(quote_literal(p_name), 'null'));
    raise notice '%', format('select %s', p_name);
    perform format('select count(*) from app.%s', p_name);
    return v_n;
end;
$body$;
