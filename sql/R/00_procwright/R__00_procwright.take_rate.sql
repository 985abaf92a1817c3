-- A process asks for many requests at once and hands them out by itself, so that a request costs no
-- statement. It gets an eighth of what is left at most: little lies idle where a subject's requests
-- have gone to another process, and the last ones are handed out one by one.

create or replace function procwright.take_rate(
    p_policy procwright.policy_name,
    p_subject procwright.rate_subject,
    p_quota procwright.rate_number,
    p_window_ms procwright.rate_number,
    p_wanted procwright.rate_number
)
returns table (
    granted integer,
    remaining integer,
    ends_in_ms bigint
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_count procwright.rate_count;
    v_left integer;
    v_granted integer;
begin
    -- 1 validate: what can be judged without a row; a domain's check lets null pass
    if num_nulls(p_policy, p_subject, p_quota, p_window_ms, p_wanted) > 0 then
        perform procwright.refuse('PR002', jsonb_build_object('argument', case
            when p_policy is null then 'policy'
            when p_subject is null then 'subject'
            when p_quota is null then 'quota'
            when p_window_ms is null then 'window_ms'
            else 'wanted'
        end));
    end if;

    -- 2 lock: the subject's row, made where it is missing; a window that is over begins anew
    insert into procwright.rate_count as kept (policy_name, subject, ends_at, taken)
    values (p_policy, p_subject, now() + p_window_ms * interval '1 millisecond', 0)
    on conflict (policy_name, subject) do update set
    ends_at = case when kept.ends_at > now() then kept.ends_at else excluded.ends_at end,
    taken = case when kept.ends_at > now() then kept.taken else 0 end
    returning * into strict v_count;

    -- 4 judge: a quota that was lowered meanwhile may be taken already
    v_left := greatest(0, p_quota - v_count.taken);
    v_granted := least(v_left, p_wanted, greatest(1, v_left / 8));

    -- 5 write; and two rows of long ago go, so that what comes is never more than what goes
    if v_granted > 0 then
        update procwright.rate_count
        set taken = v_count.taken + v_granted
        where
            policy_name = p_policy
            and subject = p_subject;
    end if;

    delete from procwright.rate_count
    where
        (policy_name, subject) in (
            select
                old.policy_name,
                old.subject
            from procwright.rate_count as old
            where old.ends_at < now() - interval '1 hour'
            order by old.ends_at, old.policy_name, old.subject
            limit 2
            for update skip locked
        );

    return query select
        v_granted,
        v_left - v_granted,
        ceil(extract(epoch from v_count.ends_at - now()) * 1000)::bigint;
end;
$body$;

comment on function procwright.take_rate is $contract$
Take a share of what a subject may still ask for under a policy: as much as is wanted, or less.

Granted is zero when all of the window is handed out. Remaining is what others may take, and
ends_in_ms when the whole quota is there again. A share holds until then, and is not given back.

@error      PR002 A value is null.
$contract$;

revoke all on function procwright.take_rate from public;
grant execute on function procwright.take_rate to api_ops;
