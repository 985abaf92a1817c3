create table app.entry (
    entry_id bigint constraint pk_entry primary key, -- expect
    stock bigint not null constraint entry_stock_positive check (stock > 0), -- expect
    item_id bigint,
    constraint fk_item foreign key (item_id) references app.item (item_id), -- expect
    constraint entry_item_id unique (item_id), -- expect
    constraint other_entry_check check (stock < 10) -- expect
);
alter table app.entry
    add column note text,
    add constraint chk1 check (note <> '') not valid; -- expect
alter table app.entry add constraint entry_key unique using index entry_item_id_idx; -- expect
alter table app.entry add constraint entry_item_id_idx unique (item_id); -- expect
alter table app.entry add constraint no_overlap exclude using gist (day with &&); -- expect
do $$
begin
    alter table app.entry add constraint c2 check (stock > 0); -- expect
    execute 'alter table "Other" add constraint other_stock_check check (stock > 0)'; -- expect
end
$$;
