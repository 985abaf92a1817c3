do $body$
declare
    v_text text;
begin
    begin
        perform app.settle(1);
    exception
        when deadlock_detected or sqlstate '40001' then
            perform app.note('again');
        when others then
            get stacked diagnostics v_text = message_text;
            raise exception 'it failed: %', v_text using errcode = 'LG001';
    end;
    begin
        perform app.settle(2);
    exception
        when others then
            if sqlstate <> '23505' then
                raise;
            end if;
    end;
    /* exception when others then null */
end;
$body$;
