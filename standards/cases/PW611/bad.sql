create function app.rows_of(p_name text, p_kind text) returns bigint
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_n bigint;
    v_sql text;
    v_table text := 'item';
begin
    execute format('select count(*) from app.%s', p_name) into strict v_n; -- expect
    execute pg_catalog.FORMAT(
        'select count(*) from app.%I where kind = ''%2$s''',
        p_name,
        p_kind -- expect
    );
    v_sql := format('select count(*) from app.%1$s', v_table); -- expect
    execute v_sql into strict v_n;
    execute 'analyze app.item; ' || format('analyze %s', lower(p_name)); -- expect
    return v_n;
end;
$body$;
