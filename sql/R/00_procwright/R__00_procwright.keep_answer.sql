-- Called by the statement that called the routine, after it: the answer is kept with its effect,
-- or neither is.

create or replace function procwright.keep_answer(
    p_actor procwright.actor,
    p_request_key procwright.request_key,
    p_content_hash procwright.content_hash,
    p_shape jsonb,
    p_lines text[]
)
returns text[]
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    -- 1 validate: lines may be null, the routine gave no row then
    if num_nulls(p_actor, p_request_key, p_content_hash, p_shape) > 0 then
        perform procwright.refuse('PR002', jsonb_build_object('argument', case
            when p_actor is null then 'actor'
            when p_request_key is null then 'request_key'
            when p_content_hash is null then 'content_hash'
            else 'shape'
        end));
    end if;

    -- 5 write
    insert into procwright.stored_answer
        (actor, request_key, content_hash, shape, lines, stored_at)
    values (p_actor, p_request_key, p_content_hash, p_shape, p_lines, now())
    on conflict (actor, request_key) do nothing;

    -- One with a snapshot from before the lock doesn't see the first answer: its effect goes back.
    if not found then
        perform procwright.refuse('PR202', jsonb_build_object('request_key', p_request_key));
    end if;

    return p_lines;
end;
$body$;

comment on function procwright.keep_answer is $contract$
Keep what a routine answered to a request, and give it back.

@error PR002 A value other than the lines is null.
@error PR202 The request has an answer already.
$contract$;

revoke all on function procwright.keep_answer from public;
grant execute on function procwright.keep_answer to api_write;
