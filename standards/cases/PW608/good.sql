create function app.settle() returns void
language plpgsql
as $body$
begin
    insert into app.log (text) values ('exception when others then null');
exception
    when others then
        insert into app.log (text) values (sqlerrm);
        raise;
end;
$body$;
