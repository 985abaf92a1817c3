-- For the job, over all books: no client reaches it. One month a call, so that postings wait for no
-- longer than one takes; who asks again after 55P03 lets them pass first.

create or replace function api.keep_months()
returns table (
    made date,
    missing integer
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_months date[] := array(select month from ledger.missing_months() as month order by month);
    v_made date;
begin
    -- 5 write: another run may have made it just now
    if v_months[1] is not null and ledger.add_month(v_months[1]) then
        v_made := v_months[1];
    end if;

    return query select v_made, greatest(cardinality(v_months) - 1, 0);
end;
$body$;

comment on function api.keep_months is $contract$
Make the first month of the journal that is missing of the last one, this one and the next three.

made is its first day, null when none was made; missing says how many are still to be made. It gives
up with 55P03 after 2 s when the accounts are in use: ask again in another transaction.
$contract$;

revoke all on function api.keep_months from public;
grant execute on function api.keep_months to api_ops;
