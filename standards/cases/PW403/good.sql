create table app.entry (
    entry_id bigint primary key,
    code text not null,
    kind "char" not null,
    label varchar not null,
    "char" text,
    note text default 'char(3)', -- char(3)
    constraint entry_code_check check (length(code) = 3)
);
alter table app.entry add column side text;
select 'x'::text, code from app.entry where entry_id = 1;
create temporary table seen (code char(3));
do $$
begin
    execute 'alter table app.entry add column tag text';
end
$$;
