set lock_timeout = 0;
reindex (concurrently) table app.item; -- expect
