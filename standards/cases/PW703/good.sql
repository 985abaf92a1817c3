revoke all on app.item from app_reader;
grant usage on schema app to app_reader;
grant usage on sequence app.item_item_id_seq to app_writer;
grant execute on function app.stock to app_reader;
grant select on app.item to report_read, monitor;
