-- It fires per statement: even a change that would touch no row is refused.

create or replace trigger event_append_only
before update or delete or truncate on audit.event
for each statement execute function core.refuse_change();

comment on trigger event_append_only on audit.event is
'What was recorded stays: a mistake is mended by what happens next.';
