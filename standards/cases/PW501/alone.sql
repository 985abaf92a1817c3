create unique index concurrently if not exists item_code_key on app.item (code);
