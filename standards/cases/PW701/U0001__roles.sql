grant usage on schema public to public;
