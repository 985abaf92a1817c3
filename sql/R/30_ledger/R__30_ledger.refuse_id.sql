-- Months are known by their names, which ledger.add_month gives them.

drop function if exists ledger.refuse_id(uuid);

create or replace function ledger.refuse_id(p_id uuid, p_argument text default 'transfer_id')
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_first date;
    v_last date;
begin
    select
        min(to_date(right(relname, 7), 'YYYY_MM')),
        max(to_date(right(relname, 7), 'YYYY_MM'))
    into strict v_first, v_last
    from pg_inherits
    inner join pg_class on oid = inhrelid
    where inhparent = 'ledger.transfer'::regclass;

    perform core.refuse('LG003', jsonb_build_object(
        'argument', p_argument,
        p_argument, p_id,
        'first_month', to_char(v_first, 'YYYY-MM'),
        'last_month', to_char(v_last, 'YYYY-MM')
    ));
end;
$body$;

comment on function ledger.refuse_id is
'Ends the statement: the id is no uuid v7, or its time lies outside the months that there are.';

revoke all on function ledger.refuse_id from public;
