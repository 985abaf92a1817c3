create table app.part (
    part_id bigint primary key,
    item_id integer not null references app.item (item_id), -- expect
    "Kind_id" int4, -- expect
    size_id smallint references app.size (size_id),
    a integer,
    b integer,
    constraint "part_Kind_id_fkey" foreign key ("Kind_id") references app.kind (kind_id),
    constraint part_a_b_fkey foreign key (a, b) references app.pair (a, b)
);

do $do$
begin
    alter table app.part add column other_id integer references app.other (other_id); -- expect
    execute 'alter table app.part add column more_id int references app.more (more_id)'; -- expect
end;
$do$;

create table app.short (short_id integer primary key); -- expect
create table app.long (long_id bigint primary key);
create table app.leaf (
    leaf_id bigint primary key,
    short_id integer references app.short (short_id),
    long_id integer references app.long -- expect
);
