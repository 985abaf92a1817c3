-- For the job: no client reaches it. A lock of the session, not of a transaction: each job commits
-- many times. It ends with the session, however that ends; so the session is a real one, not lent
-- by a pooler.

create or replace function api.begin_jobs()
returns table (
    is_first boolean
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    -- 2 lock
    -- procwright:allow PW642 a job commits many times, in its own session until=2028-12-31
    return query select pg_try_advisory_lock(hashtextextended('api.begin_jobs', 0));
end;
$body$;

comment on function api.begin_jobs is $contract$
Make this session the one that runs the jobs, unless another one is.

is_first is false while another session runs them: leave them to it.
$contract$;

revoke all on function api.begin_jobs from public;
grant execute on function api.begin_jobs to api_ops;
