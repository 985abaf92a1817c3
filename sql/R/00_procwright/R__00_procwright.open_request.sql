-- Called by the statement that calls the routine, before it. Nobody waits: a request that another
-- one is at work on is answered so at once. The lock goes with the transaction, as the effect and
-- the answer come with it; the key of the table guards what the lock can't see.

create or replace function procwright.open_request(
    p_actor procwright.actor,
    p_request_key procwright.request_key,
    p_content text[]
)
returns table (
    state text,
    content_hash procwright.content_hash,
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
    v_hash procwright.content_hash := sha256(convert_to(p_content::text, 'UTF8'));
    v_answer procwright.stored_answer;
    v_is_mine boolean;
begin
    -- 1 validate: a domain's check lets null pass
    if num_nulls(p_actor, p_request_key, p_content) > 0 then
        perform procwright.refuse('PR002', jsonb_build_object('argument', case
            when p_actor is null then 'actor'
            when p_request_key is null then 'request_key'
            else 'content'
        end));
    end if;

    -- 2 lock
    v_is_mine := pg_try_advisory_xact_lock(
        hashtextextended(p_actor || chr(31) || p_request_key, 20)
    );

    -- 3 replay: an answer that is there is final, whoever has the lock
    select * into v_answer
    from procwright.stored_answer
    where
        actor = p_actor
        and request_key = p_request_key;

    if not found then
        return query
        select
            case when v_is_mine then 'first' else 'in use' end,
            v_hash,
            null::jsonb,
            null::text[],
            null::jsonb;
        return;
    end if;

    -- A standby that takes over may lack an answer whose commit did not wait for it. The row's lock
    -- is written to the log, so this commit waits in its stead.
    if current_setting('synchronous_standby_names') <> '' then
        perform 1
        from procwright.stored_answer
        where
            actor = p_actor
            and request_key = p_request_key
        for key share;
    end if;

    return query
    select
        answer.state,
        v_hash,
        case answer.state when 'replayed' then v_answer.shape end,
        case answer.state when 'replayed' then v_answer.lines end,
        case answer.state when 'replayed' then v_answer.refusal end
    from (
        values (case v_answer.content_hash when v_hash then 'replayed' else 'other content' end)
    ) as answer (state);
end;
$body$;

comment on function procwright.open_request is $contract$
Say how far a request with a key has come, and make it the caller's until his transaction ends.

The state is first (call the routine, and keep its answer), in use (another transaction is at it),
other content (the key was used for another request), or replayed, with the answer of then.

@error PR002 A value is null.
$contract$;

revoke all on function procwright.open_request from public;
grant execute on function procwright.open_request to api_write;
