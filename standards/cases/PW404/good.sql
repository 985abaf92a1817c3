create table app.entry (
    entry_id bigint primary key,
    label text not null,
    name varchar,
    constraint entry_label_check check (length(label) between 1 and 40)
);
alter table app.entry add column note text default 'varchar(40)';
alter table app.entry alter column name type text;
select label::varchar(10) from app.entry where entry_id = 1;
create function app.label(p_label varchar(40)) returns text language sql return p_label;
do $$
begin
    create temp table seen (label varchar(40));
    execute $q$alter table app.entry add column tag text$q$; -- varchar(40)
end
$$;
