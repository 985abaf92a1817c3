create table app.entry (
    entry_id bigint constraint entry_pkey primary key,
    stock bigint not null constraint entry_stock_check check (stock > 0),
    item_id bigint not null unique,
    constraint entry_item_id_fkey foreign key (item_id) references app.item (item_id),
    constraint entry_item_id_key unique (item_id),
    constraint entry_day_excl exclude using gist (day with &&),
    check (stock < 10)
);
alter table app.entry add constraint entry_note_check check (note <> '') not valid;
alter table app.entry add constraint entry_note_not_null check (note is not null) not valid;
alter table app.entry validate constraint chk1;
alter table app.entry drop constraint chk2;
alter table app.entry add constraint entry_code_key unique using index entry_code_idx;
create domain app.amount as bigint constraint positive check (value > 0);
create temporary table seen (id bigint constraint x check (id > 0));
select 'constraint chk1 check (x > 0)'; -- constraint chk1 check (x > 0)
do $$
begin
    execute format('alter table app.%I add constraint %I check (stock > 0)', 'entry', 'c');
    execute 'alter table app.entry add constraint entry_size_check check (size > 0)';
end
$$;
