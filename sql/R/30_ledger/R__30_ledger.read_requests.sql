-- Nothing here may end in an exception for a value of the client's: one item would fail all. The
-- first pass trusts ids and texts, which their types look at again; where a cast fails, a second
-- one asks about each value before it is cast, which takes three times as long. The block writes
-- nothing, so it costs no transaction id.

create or replace function ledger.read_requests(
    p_book_id uuid,
    p_transfers jsonb,
    p_link_id uuid,
    p_actor core.actor,
    p_trace core.trace
)
returns ledger.transfer[]
language plpgsql
immutable
parallel unsafe
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_known constant text[] := array[
        'transfer_id', 'debit_account_id', 'credit_account_id', 'amount', 'currency',
        'memo', 'value_date', 'kind'
    ];
    v_rows ledger.transfer[];
    v_row ledger.transfer;
    v_item jsonb;
    v_malformed text;
    v_is_careful boolean := false;
begin
    loop
        begin
            for v_place in 1 .. jsonb_array_length(p_transfers) loop
                v_item := p_transfers -> (v_place - 1);
                v_row := null;
                v_row.book_id := p_book_id;
                v_row.link_id := p_link_id;
                v_row.recorded_by := p_actor;
                v_row.trace := p_trace;
                v_malformed := case
                    when
                        v_is_careful
                        or jsonb_typeof(v_item) <> 'object'
                        or v_item - v_known <> '{}'
                        or v_item ->> 'amount' !~ '^[1-9][0-9]*$'
                        or not core.is_day(v_item ->> 'value_date')
                        or v_item ->> 'kind' not in ('transfer', 'fee')
                        then ledger.find_malformed(v_item)
                end;

                if v_malformed is null then
                    v_row.transfer_id := (v_item ->> 'transfer_id')::uuid;
                    v_row.debit_account_id := (v_item ->> 'debit_account_id')::uuid;
                    v_row.credit_account_id := (v_item ->> 'credit_account_id')::uuid;
                    v_row.amount := (v_item ->> 'amount')::bigint;
                    v_row.currency := v_item ->> 'currency';
                    v_row.memo := v_item ->> 'memo';
                    v_row.value_date := (v_item ->> 'value_date')::date;
                    v_row.kind := coalesce(v_item ->> 'kind', 'transfer');
                end if;

                if v_malformed is not null then
                    v_row.refusal := core.refusal('LG013', jsonb_build_object(
                        'argument', v_malformed
                    ));
                elsif
                    num_nulls(
                        v_row.transfer_id, v_row.debit_account_id, v_row.credit_account_id,
                        v_row.amount, v_row.currency
                    ) > 0
                then
                    v_row.refusal := core.refusal('LG002', jsonb_build_object('argument', case
                        when v_row.transfer_id is null then 'transfer_id'
                        when v_row.debit_account_id is null then 'debit_account_id'
                        when v_row.credit_account_id is null then 'credit_account_id'
                        when v_row.amount is null then 'amount'
                        else 'currency'
                    end));
                elsif v_row.debit_account_id = v_row.credit_account_id then
                    v_row.refusal := core.refusal('LG001', jsonb_build_object(
                        'argument', 'credit_account_id', 'account_id', v_row.credit_account_id
                    ));
                end if;

                v_rows[v_place] := v_row;
            end loop;

            exit;
        exception
            when data_exception or check_violation then
                v_is_careful := true;
        end;
    end loop;

    return v_rows;
end;
$body$;

comment on function ledger.read_requests is
'The requests that the items of a batch are, in their order. What is no transfer is refused.';

revoke all on function ledger.read_requests from public;
