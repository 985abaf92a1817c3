-- For the job: no client reaches it. Who replays an answer right now has it locked, or has read it.

create or replace function procwright.sweep_answers(p_limit integer default 500)
returns table (
    answers bigint
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    -- 1 validate
    if p_limit is null then
        perform procwright.refuse('PR002', jsonb_build_object('argument', 'limit'));
    end if;

    -- 2 lock, 5 write
    return query
    with old as materialized (
        select
            stored_answer.actor,
            stored_answer.request_key
        from procwright.stored_answer
        where stored_answer.stored_at < now() - interval '24 hours'
        order by stored_answer.stored_at, stored_answer.actor, stored_answer.request_key
        limit p_limit
        for update skip locked
    ),

    swept as (
        delete from procwright.stored_answer
        using old
        where
            stored_answer.actor = old.actor
            and stored_answer.request_key = old.request_key
        returning 1
    )

    select count(*) as answers from swept;
end;
$body$;

comment on function procwright.sweep_answers is $contract$
Forget answers that are older than a day, at most as many as the limit says.

A request that is repeated after that is a new one. No answer: there was nothing to do.

@error PR002 The limit is null.
$contract$;

revoke all on function procwright.sweep_answers from public;
grant execute on function procwright.sweep_answers to api_ops;
