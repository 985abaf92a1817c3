-- What record is for one change, for many of one topic: one insert, whatever their number.

create or replace function audit.record_all(
    p_book_id uuid,
    p_topic text,
    p_subjects text[],
    p_payloads jsonb[],
    p_actor core.actor,
    p_trace core.trace
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
begin
    insert into audit.event (
        book_id, event_id, topic, subject, payload, recorded_by, trace, recorded_at
    )
    select
        p_book_id,
        core.id_within(core.now()),
        p_topic,
        changed.subject,
        changed.payload,
        coalesce(p_actor, session_user),
        p_trace,
        core.now()
    from unnest(p_subjects, p_payloads) with ordinality as changed (subject, payload, place)
    order by changed.place;
end;
$body$;

comment on function audit.record_all is
'Leaves a row for each change of a topic: the subjects and, in the same order, the payloads. As
audit.record says.';

revoke all on function audit.record_all from public;
