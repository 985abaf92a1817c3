create function app.pay(p_amount double precision, p_ratio real) returns bigint -- expect
language plpgsql immutable parallel safe
as $body$
declare
    v_price real; -- expect
    v_total_fee double precision := 0; -- expect
    v_score float8;
    v_balance numeric;
    v_price_ratio real;
begin
    v_price := p_amount * p_ratio;
    execute $sql$
        create function app.buy(p_price float8) returns bigint language sql return 1 -- expect
    $sql$;
    return v_price;
end;
$body$;
