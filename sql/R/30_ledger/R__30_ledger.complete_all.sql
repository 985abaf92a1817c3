create or replace function ledger.complete_all(p_requests ledger.transfer[])
returns ledger.transfer[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_requests ledger.transfer[] := p_requests;
    v_row ledger.transfer;
    v_first_id uuid;
    v_end_id uuid;
    v_missing date[];
begin
    select kept.first_id, kept.end_id, kept.missing into strict v_first_id, v_end_id, v_missing
    from ledger.kept_ids() as kept;

    for v_place in 1 .. cardinality(p_requests) loop
        v_row := p_requests[v_place];
        continue when v_row.refusal is not null;

        if
            v_row.transfer_id >= v_first_id
            and v_row.transfer_id < v_end_id
            and core.is_v7(v_row.transfer_id)
            and (
                v_missing = '{}' -- asked first: a date costs more than a comparison of ids
                or date_trunc('month', core.id_time(v_row.transfer_id) at time zone 'UTC')::date
                <> all(v_missing)
            )
        then
            continue when v_row.value_date is not null;

            v_row.value_date := (core.id_time(v_row.transfer_id) at time zone 'UTC')::date;
        else
            v_row.refusal := core.refusal('LG003', jsonb_build_object(
                'argument', 'transfer_id',
                'transfer_id', v_row.transfer_id,
                'first_month', to_char(core.id_time(v_first_id) at time zone 'UTC', 'YYYY-MM'),
                'last_month', to_char(
                    core.id_time(v_end_id) at time zone 'UTC' - interval '1 day', 'YYYY-MM'
                )
            ));
        end if;

        v_requests[v_place] := v_row;
    end loop;

    return v_requests;
end;
$body$;

comment on function ledger.complete_all is
'The requests with their value dates; those whose id leads to no month are refused.';

revoke all on function ledger.complete_all from public;
