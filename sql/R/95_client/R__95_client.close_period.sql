-- It has no search_path of its own: a procedure with one can't commit. So every name is written in
-- full. It waits where api.close_period may not: in a session of its own, and holds nothing
-- meanwhile.

create or replace procedure client.close_period(
    p_book_id uuid,
    p_period_start date,
    p_seconds integer default 60,
    p_actor core.actor default null,
    p_trace core.trace default null,
    inout state core.period_state default null,
    inout awaited bigint default null,
    inout balance_hash text default null
)
language plpgsql
as $body$
#variable_conflict use_column
declare
    v_tries integer := 3 + 20 * p_seconds;
begin
    for v_try in 1..v_tries loop
        select
            period.state,
            period.awaited,
            period.balance_hash
        into strict
            state, awaited, balance_hash
        from api.close_period(p_book_id, p_period_start, p_actor, p_trace) as period;

        commit;
        exit when state = 'closed';

        if awaited > 0 then
            -- procwright:allow PW634 behind a commit: it holds nothing until=2028-12-31
            perform pg_catalog.pg_sleep(0.05);
        end if;
    end loop;
end;
$body$;

comment on procedure client.close_period is
'Takes all steps of api.close_period, each in a transaction of its own, and waits between them for
the transactions that run since before the fence: for so many seconds, about. A state of closing
then says that some still run, awaited how many: call it again. It can''t be called inside a
transaction block: that fails with 2D000, and leaves nothing.';

revoke all on procedure client.close_period from public;
grant execute on procedure client.close_period to api_write;
