create table app.entry (
    entry_id bigint primary key,
    is_open boolean, -- expect
    "Sealed" BOOL default false, -- expect
    has_parts bool null -- expect
);
alter table app.entry add column if not exists is_new boolean default true; -- expect
do $$
begin
    create table app.later (
        is_last boolean -- expect
    );
    execute 'alter table app.entry add column is_old boolean'; -- expect
end
$$;
