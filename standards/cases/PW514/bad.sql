alter table app.item
    alter column note set default '',
    alter column stock type numeric, -- expect
    alter column "Code" set data type varchar(10); -- expect

do $do$
begin
    alter table app.item alter stock type bigint using stock::bigint; -- expect
    execute 'alter table app.item alter column made_at type timestamptz'; -- expect
end;
$do$;
