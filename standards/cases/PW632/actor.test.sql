select set_config('app.actor', 'a', false);
