select 1;
create function app.stock(p_id bigint) returns bigint language sql stable as $$
select stock as "SELECT" from app.item where item_id = p_id -- SELECT ALL
$$;
do $$
declare
    v_n bigint := 1;
begin
    if TG_OP = 'INSERT' and v_n = NEW.stock then
        raise notice 'SELECT FROM %', v_Total;
    end if;
    /* SELECT FROM WHERE */
    execute format('select %L from app.item where "WHERE" = %s', 'SELECT', 'FROM');
end
$$;
do $$
begin
    execute $q$
        create function app.rows(p_id bigint) returns bigint language plpgsql as $fn$
        declare
            v_name text := 'item';
        begin
            perform p_id;
            execute 'select count(*) from app.' || v_name;
            return p_id + 1;
        end
        $fn$
    $q$;
end
$$;
