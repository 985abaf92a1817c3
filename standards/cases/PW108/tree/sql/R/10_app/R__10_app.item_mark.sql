create trigger item_other before update on app.item -- expect
for each row execute function app.log();
