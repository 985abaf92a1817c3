create unlogged table app.entry (entry_id bigint primary key); -- expect
CREATE UNLOGGED TABLE IF NOT EXISTS "Stage" (line text); -- expect
create unlogged table app.copy as select 1 as id; -- expect
do $$
begin
    create unlogged table app.later (id bigint primary key); -- expect
    execute 'create unlogged table app.last (id bigint)'; -- expect
    execute format('create unlogged table app.%I (id bigint)', 'x'); -- expect
end
$$;
