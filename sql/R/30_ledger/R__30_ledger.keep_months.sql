-- Run by every migrate. While a try waits for the accounts, postings wait behind it, so it waits
-- 2 s at most; what it holds it gives back when it fails, and lets them pass before the next. The
-- job of every day asks api.keep_months instead: one month a transaction, and its retries are new
-- ones. What is there costs no lock.

create or replace function ledger.keep_months()
returns integer
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_tries constant integer := 5;
    v_made integer;
begin
    for v_try in 1..v_tries loop
        begin
            v_made := (
                select count(*) filter (where ledger.add_month(month))
                from ledger.missing_months() as month
            );

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
