create function app.stock(p_item_id bigint, p_day date, p_kind text, "p_Odd" text)
returns bigint
language plpgsql stable parallel safe
as $body$
begin
    execute 'select stock from app.item where kind = $1' using p_kind;
    if "p_Odd" is null then
        return P_ITEM_ID;
    end if;
    return (select stock from app.item where day = $2);
end;
$body$;

create function app.first(bigint, bigint) returns bigint
language sql immutable parallel safe
return $1;

create function app.split(p_text text, out p_head text, out p_tail text)
language sql immutable parallel safe
return (p_text, p_text);

create function app.empty(p_like anyelement) returns anyelement
language sql immutable parallel safe
as 'select null';

create function app.api_like(p_id bigint, p_actor text default null, p_trace text default null)
returns bigint
language sql immutable parallel safe
as 'select app.api_like.p_id';

create function app.items() returns table (item_id bigint)
language sql stable parallel safe
as 'select 1';

create function app.lib(p_n bigint) returns bigint language c as 'library', 'lib';
