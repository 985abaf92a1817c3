-- The same steps as ledger.post, each over all requests at once. All accounts are locked in the
-- order of their ids, all rows are inserted in the order of theirs: no two batches wait in a
-- circle, whatever they have in common. A request that another session posts in this moment is
-- found by the insert, as in ledger.post: all is undone, and tried again with the other's answer.
-- The settings keep each join to a walk from the list to a primary key: a plan that was made for
-- a small book would read a large one.

create or replace function ledger.post_all(
    p_requests ledger.transfer[],
    p_is_linked boolean default false
)
returns ledger.transfer[]
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
as $body$
#variable_conflict use_column
declare
    v_book_id constant uuid := p_requests[1].book_id;
    v_requests ledger.transfer[] := ledger.complete_all(p_requests);
    v_before ledger.transfer[];
    v_rows ledger.transfer[];
    v_locked ledger.account[];
    v_accounts ledger.account[];
    v_constraint text;
begin
    -- 2 lock: ascending
    v_locked := array(
        select account
        from (
            select debit_account_id as account_id
            from unnest(v_requests)
            where refusal is null
            union
            select credit_account_id
            from unnest(v_requests)
            where refusal is null
        ) as wanted
        inner join ledger.account
            on
                account.book_id = v_book_id
                and wanted.account_id = account.account_id
        order by account.account_id
        for no key update of account
    );

    loop
        -- 4 judge
        select judged.rows, judged.accounts into strict v_rows, v_accounts
        from ledger.judge_all(v_requests, v_locked) as judged;

        if p_is_linked then
            v_rows := ledger.refuse_rest(v_requests, v_rows);

            if exists (select from unnest(v_rows) where refusal is not null) then
                v_accounts := v_locked;
            end if;
        end if;

        -- 3 replay, 5 write, 6 record
        begin
            insert into ledger.transfer (
                book_id, transfer_id, kind,
                debit_account_id, debit_version, debit_balance,
                credit_account_id, credit_version, credit_balance,
                amount, currency, value_date, memo, reverses_transfer_id, link_id, refusal,
                recorded_by, trace, recorded_at
            )
            select
                book_id, transfer_id, kind,
                debit_account_id, debit_version, debit_balance,
                credit_account_id, credit_version, credit_balance,
                amount, currency, value_date, memo, reverses_transfer_id, link_id, refusal,
                coalesce(recorded_by, session_user), trace, core.now()
            from unnest(v_rows)
            where
                xid is null
                and ledger.leaves_row(refusal)
            order by transfer_id;

            exit;
        exception
            when unique_violation then
                v_before := v_requests;
                v_requests := ledger.replay_all(v_requests);

                if v_requests is not distinct from v_before then
                    raise; -- the id of none was used before: another key was violated
                end if;
            when check_violation then
                get stacked diagnostics v_constraint = constraint_name;

                if v_constraint <> '' then
                    raise;
                end if;

                perform ledger.refuse_id(null); -- a month between two others was taken out
        end;
    end loop;

    update ledger.account
    set
        balance = moved.balance,
        version = moved.version,
        spent = moved.spent,
        spent_date = moved.spent_date
    from unnest(v_accounts) as moved
    where
        account.book_id = v_book_id
        and account.account_id = moved.account_id
        and account.version < moved.version;

    return v_rows;
end;
$body$;

comment on function ledger.post_all is
'Posts or refuses many requests of one book, each after the one before it, or all or none of them.
Rows as for ledger.post, answers in their order; a refusal may be of any class. What the caller
refused is answered so, and recorded where it is of class 3.';

revoke all on function ledger.post_all from public;
