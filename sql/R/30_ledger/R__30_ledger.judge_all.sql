-- A loop, because a request may spend what the one before it brought in: each is judged over the
-- accounts as that left them. It reads and writes values alone, but for the closed months.

create or replace function ledger.judge_all(
    p_requests ledger.transfer[],
    p_accounts ledger.account[],
    out rows ledger.transfer[],
    out accounts ledger.account[]
)
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_ids uuid[] := array(
        select account_id
        from unnest(p_accounts) with ordinality
        order by ordinality
    );
    v_earlier integer[] := array( -- where the same id stood before in the batch
        select lag(ordinality::integer) over (partition by transfer_id order by ordinality)
        from unnest(p_requests) with ordinality
        order by ordinality
    );
    v_open_from date := ledger.open_from(p_requests[1].book_id);
    v_soft_closed date[] := array(
        select period_start
        from ledger.period
        where
            book_id = p_requests[1].book_id
            and period_start >= v_open_from
            and state = 'soft_closed'
        order by period_start
    );
    v_row ledger.transfer;
    v_debit ledger.account;
    v_credit ledger.account;
    v_debit_place integer;
    v_credit_place integer;
    v_first integer;
begin
    perform core.require_read_committed();

    rows := p_requests;
    accounts := p_accounts;

    for v_place in 1 .. cardinality(p_requests) loop
        v_row := p_requests[v_place];
        continue when v_row.xid is not null or v_row.refusal is not null;

        v_first := v_earlier[v_place];

        while not ledger.leaves_row((rows[v_first]).refusal) loop
            v_first := v_earlier[v_first];
        end loop;

        if v_first is not null then
            v_row := ledger.answer_again(v_row, rows[v_first]);
            v_row.xid := case when ledger.leaves_row(v_row.refusal) then pg_current_xact_id() end;
            rows[v_place] := v_row;
            continue;
        end if;

        v_debit_place := width_bucket(v_row.debit_account_id, v_ids);
        v_debit := accounts[v_debit_place];
        v_credit_place := width_bucket(v_row.credit_account_id, v_ids);
        v_credit := accounts[v_credit_place];

        if
            ledger.is_clear(v_row, v_debit, v_credit)
            and v_debit.account_id = v_row.debit_account_id
            and v_credit.account_id = v_row.credit_account_id
            and v_row.value_date >= v_open_from
            and (
                v_soft_closed = '{}'
                or date_trunc('month', v_row.value_date::timestamp)::date <> all(v_soft_closed)
            )
        then
            null;
        elsif v_debit.account_id is distinct from v_row.debit_account_id then
            v_row.refusal := core.refusal('LG101', jsonb_build_object(
                'argument', 'debit_account_id', 'account_id', v_row.debit_account_id
            ));
        elsif v_credit.account_id is distinct from v_row.credit_account_id then
            v_row.refusal := core.refusal('LG101', jsonb_build_object(
                'argument', 'credit_account_id', 'account_id', v_row.credit_account_id
            ));
        elsif
            (v_row.currency <> v_debit.currency or v_row.currency <> v_credit.currency)
            and not core.is_kept_currency(v_row.currency)
        then
            v_row.refusal := core.refusal('LG103', jsonb_build_object(
                'argument', 'currency', 'currency', v_row.currency
            ));
        else
            v_row.refusal := ledger.judge(v_row, v_debit, v_credit);
        end if;

        if v_row.refusal is null then
            if v_debit.day_limit is not null and ledger.is_spending(v_row.kind) then
                v_debit.spent := ledger.spent_today(v_debit) + v_row.amount;
                v_debit.spent_date := greatest(
                    v_debit.spent_date, (core.now() at time zone 'UTC')::date
                );
            end if;

            v_debit.version := v_debit.version + 1;
            v_debit.balance := v_debit.balance - v_row.amount;
            v_credit.version := v_credit.version + 1;
            v_credit.balance := v_credit.balance + v_row.amount;
            v_row.debit_version := v_debit.version;
            v_row.debit_balance := v_debit.balance;
            v_row.credit_version := v_credit.version;
            v_row.credit_balance := v_credit.balance;
            accounts[v_debit_place] := v_debit;
            accounts[v_credit_place] := v_credit;
        end if;

        rows[v_place] := v_row;
    end loop;
end;
$body$;

comment on function ledger.judge_all is
'What comes of requests, each after the one before it, and of the accounts, which are locked and in
the order of their ids. A request that has an xid or a refusal is answered already. The same id
again is answered as at first.';

revoke all on function ledger.judge_all from public;
