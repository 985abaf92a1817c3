alter table app.item
    alter column code type varchar(40),
    alter column note type text,
    alter column label type varchar,
    alter column price type numeric(14, 2),
    alter column made_at type timestamptz,
    alter column host type inet;
alter table app.item alter column code type text using code::text;
alter table app.item alter column price type numeric;
