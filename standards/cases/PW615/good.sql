create function app.refuse(p_item_id bigint) returns void
language plpgsql
as $body$
begin
    raise notice 'The item % is sold.', p_item_id;
    raise warning 'raise exception';
    -- raise exception 'The item is sold.'
    raise exception 'The item is sold.' using errcode = 'LG001', hint = 'Choose another one.';
exception
    when unique_violation then
        raise exception using message = 'It is there.', errcode = 'LG002';
    when division_by_zero then
        raise check_violation using message = 'It is zero.';
    when deadlock_detected then
        raise sqlstate 'LG003';
    when serialization_failure then
        raise exception 'again' using errcode = sqlstate;
    when others then
        raise;
end;
$body$;
