-- Called by the routine that makes the change, as its last step, not by a trigger: a row knows
-- neither who asked nor why, and engines that spread tables refuse triggers.

create or replace function audit.record(
    p_book_id uuid,
    p_topic text,
    p_subject text,
    p_payload jsonb,
    p_actor core.actor,
    p_trace core.trace
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
begin
    perform audit.record_all(
        p_book_id, p_topic, array[p_subject], array[p_payload], p_actor, p_trace
    );
end;
$body$;

comment on function audit.record is
'Leaves the row of a change that is no journal itself. The topic is noun and participle, such as
account.opened; the subject is the key of what was changed; int8 in the payload is text.';

revoke all on function audit.record from public;
