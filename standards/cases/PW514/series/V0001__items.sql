create table app.item (
    item_id integer primary key,
    code varchar(20),
    note character varying,
    label text,
    price numeric(12, 2),
    rate numeric,
    made_at timestamptz(0),
    kind char(4),
    host cidr,
    tags text[]
);
