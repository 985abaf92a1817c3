alter table app.item
    alter column note set default '',
    alter column note set not null, -- expect
    alter column "Code" set not null; -- expect

do $do$
begin
    alter table app.item alter note set not null; -- expect
    execute 'alter table app.item alter column note set not null'; -- expect
    execute 'alter table app.item add constraint item_note_nn not null note'; -- expect
end;
$do$;
