create or replace function ledger.refuse_rest(
    p_requests ledger.transfer[],
    p_rows ledger.transfer[]
)
returns ledger.transfer[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_rows ledger.transfer[] := p_rows;
    v_row ledger.transfer;
    v_facts jsonb := (
        select jsonb_build_object('place', ordinality, 'code', refusal ->> 'code')
        from unnest(p_rows) with ordinality
        where refusal is not null
        order by ordinality
        limit 1
    );
begin
    if v_facts is null then
        return p_rows;
    end if;

    for v_place in 1 .. cardinality(p_rows) loop
        v_row := p_rows[v_place];

        -- what was posted in an earlier batch stands; what this one answers twice falls with it
        if v_row.refusal is null and (p_requests[v_place]).xid is null then
            v_rows[v_place] := p_requests[v_place];
            v_rows[v_place].refusal := core.refusal('LG310', v_facts);
            v_rows[v_place].xid := v_row.xid;
        end if;
    end loop;

    return v_rows;
end;
$body$;

comment on function ledger.refuse_rest is
'Of transfers that are posted all or none: refuses the others where one is refused. The facts name
the place of the first that was, and its code.';

revoke all on function ledger.refuse_rest from public;
