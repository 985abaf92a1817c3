-- Run by every migrate, and once a day. While a try waits for the accounts, postings wait behind
-- it, so it waits 2 s at most and lets them pass before the next. What is there costs no lock.

create or replace function ledger.keep_months()
returns integer
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_tries constant integer := 5;
    v_today date := (core.now() at time zone 'UTC')::date;
    v_made integer;
begin
    for v_try in 1..v_tries loop
        begin
            v_made := 0;

            for v_shift in -1..3 loop
                v_made := v_made
                + ledger.add_month((v_today + make_interval(months => v_shift))::date)::integer;
            end loop;

            exit;
        exception
            when lock_not_available then
                if v_try = v_tries then
                    raise;
                end if;
        end;
    end loop;

    return v_made;
end;
$body$;

comment on function ledger.keep_months is
'Makes what is missing of the last month, this one, and the next three. Returns how many it made.';

revoke all on function ledger.keep_months from public;
