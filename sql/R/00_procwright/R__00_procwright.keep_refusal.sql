-- What a routine raised has undone its statement, and left nothing: so it is kept by a statement of
-- its own, before anybody is told. Another try of the request may have been answered in between:
-- then that answer is the one to tell.

create or replace function procwright.keep_refusal(
    p_actor procwright.actor,
    p_request_key procwright.request_key,
    p_content text[],
    p_refusal jsonb
)
returns table (
    state text,
    shape jsonb,
    lines text[],
    refusal jsonb
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_request record;
begin
    -- 1 validate: the rest is judged by open_request
    if p_refusal is null then
        perform procwright.refuse('PR002', jsonb_build_object('argument', 'refusal'));
    end if;

    -- 2 lock, 3 replay
    select * into strict v_request
    from procwright.open_request(p_actor, p_request_key, p_content);

    -- 5 write
    if v_request.state = 'first' then
        insert into procwright.stored_answer
            (actor, request_key, content_hash, refusal, stored_at)
        values (p_actor, p_request_key, v_request.content_hash, p_refusal, now());

        v_request.refusal := p_refusal;
    end if;

    return query
    select v_request.state, v_request.shape, v_request.lines, v_request.refusal;
end;
$body$;

comment on function procwright.keep_refusal is $contract$
Keep the refusal that a routine raised for a request, unless the request has an answer by now.

The state is that of procwright.open_request; with first, the refusal is kept.

@error PR002 A value is null.
$contract$;

revoke all on function procwright.keep_refusal from public;
grant execute on function procwright.keep_refusal to api_write;
