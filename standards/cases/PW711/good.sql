copy (select item_id from app.item) to stdout;
create extension pgcrypto;
select app.read_file('/etc/passwd');
