create function app.refuse(p_item_id bigint) returns void
language plpgsql
as $body$
begin
    if p_item_id is null then
        RAISE 'The item is missing.'; -- expect
    end if;
    raise exception 'The item % is sold.', p_item_id -- expect
        using hint = 'Choose another one.';
exception
    when unique_violation then
        raise exception using message = 'It is there.', detail = 'twice'; -- expect
    when division_by_zero then
        raise raise_exception; -- expect
    when others then
        raise exception '%', sqlerrm using errcode = 'P0001'; -- expect
end;
$body$;

do $body$
begin
    execute $sql$
        do $inner$
        begin
            raise exception 'it failed'; -- expect
        end;
        $inner$
    $sql$;
end;
$body$;
