create table app.entry (entry_id bigint primary key, unlogged text);
create temporary table seen (line text);
-- create unlogged table app.stage (line text);
select 'create unlogged table app.stage (line text)';
alter table app.entry set logged;
do $$
begin
    execute 'create table app.last (id bigint primary key)'; -- unlogged
end
$$;
