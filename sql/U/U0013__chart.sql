-- Undoes  sql/V/V0013__chart.sql
-- Needs   One transaction, opened by the runner; the routines of the release dropped first.
-- Loses   Nothing: it refuses while there is a heading, metadata or a schema to lose.
-- Proof   Up, down, and up again leave the same catalog as a single up.

do $body$
declare
    v_rows bigint;
begin
    v_rows := (
        select count(*)
        from (
            select from ledger.heading
            union all
            select from ledger.account_detail
            where num_nonnulls(heading, metadata) > 0
            union all
            select from ledger.metadata_schema
        ) as kept
    );

    if v_rows > 0 then
        raise exception using
            errcode = 'object_not_in_prerequisite_state',
            message = format(
                'undo of V0013 refused: %s headings, details and schemas would be lost', v_rows
            ),
            hint = 'Restore a backup instead, or delete them first.';
    end if;
end;
$body$;

drop index audit.event_subject_idx;
drop index ledger.account_state_idx;
drop index ledger.account_kind_idx;

drop table ledger.metadata_schema;
drop table ledger.account_detail;
drop table ledger.heading;

drop domain core.opening_ceiling;
drop domain core.side;
drop domain core.account_state;
drop domain core.metadata_schema;
drop domain core.metadata;
drop domain core.heading_name;
drop domain core.heading_code;
