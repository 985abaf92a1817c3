-- The one dynamic SQL in ledger: the name and the bounds of a month can't be parameters.
-- Foreign keys and the check stand in the create, where the table is known to be empty, and are
-- what attach looks for: it reads no row. The check has done its work then. What waits: the keys
-- and attach lock the accounts against writes until the transaction ends. So all locks are taken
-- first, that of the accounts last: nothing is waited for while postings wait for us, and they wait
-- behind our own wait for 2 s at most. Who retries does it in a new transaction.

create or replace function ledger.add_month(p_month date)
returns boolean
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $body$
declare
    v_first timestamp := date_trunc('month', p_month::timestamp);
    v_name text := 'transfer_' || to_char(v_first, 'YYYY_MM');
    v_from uuid := core.id_floor(v_first at time zone 'UTC');
    v_before uuid := core.id_floor((v_first + interval '1 month') at time zone 'UTC');
begin
    -- one at a time: two would make the same table
    perform pg_advisory_xact_lock(hashtextextended('ledger.add_month', 0));

    if to_regclass(format('ledger.%I', v_name)) is not null then
        return false;
    end if;

    lock table ledger.transfer in share update exclusive mode;
    lock table ledger.account in share row exclusive mode;

    execute format(
        $sql$
            create table ledger.%1$I (
                like ledger.transfer including all,
                constraint %2$I unique (book_id, debit_account_id, debit_version),
                constraint %3$I unique (book_id, credit_account_id, credit_version),
                constraint transfer_debit_account_fkey foreign key (book_id, debit_account_id)
                references ledger.account (book_id, account_id),
                constraint transfer_credit_account_fkey foreign key (book_id, credit_account_id)
                references ledger.account (book_id, account_id),
                constraint transfer_month_check
                check (transfer_id >= %4$L and transfer_id < %5$L)
            );

            create trigger transfer_append_only
            before update or delete or truncate on ledger.%1$I
            for each statement execute function core.refuse_change();

            comment on trigger transfer_append_only on ledger.%1$I is
            'For a statement that names the month: it doesn''t pass by the trigger of the whole.';

            alter table ledger.transfer
            attach partition ledger.%1$I for values from (%4$L) to (%5$L);

            alter table ledger.%1$I drop constraint transfer_month_check;

            comment on table ledger.%1$I is %6$L;
        $sql$,
        v_name,
        v_name || '_debit_version_key',
        v_name || '_credit_version_key',
        v_from,
        v_before,
        to_char(v_first, '"Transfers whose id was made in" YYYY-MM, "by UTC."')
    );

    return true;
end;
$body$;

comment on function ledger.add_month is
'Makes the month of the journal that holds the day, unless it is there. True: it was made now.';

revoke all on function ledger.add_month from public;
