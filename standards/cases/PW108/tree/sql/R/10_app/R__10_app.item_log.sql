drop trigger if exists item_log on app.item;
create trigger item_log before update on app.item
for each row execute function app.log();
