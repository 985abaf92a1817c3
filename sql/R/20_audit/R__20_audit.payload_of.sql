-- What opens a thing keeps what was asked in its event: what is set later leaves it as it was, so
-- that a repeated request is told from another one. Ids differ in time; of one time, any is first.

create or replace function audit.payload_of(
    p_book_id uuid,
    p_subject text,
    p_topic text
)
returns jsonb
language sql
stable
parallel safe
set search_path = pg_catalog, pg_temp
as $body$
    select payload
    from audit.event
    where
        book_id = p_book_id
        and subject = p_subject
        and topic = p_topic
    order by event_id
    limit 1;
$body$;

comment on function audit.payload_of is
'What the first event of a topic says of a subject. Null: there is none.';

revoke all on function audit.payload_of from public;
