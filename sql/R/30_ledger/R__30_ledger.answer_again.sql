-- An amount that a request leaves open (what is left of a hold) was settled when it was first; that
-- it was left open is a column of its own.

create or replace function ledger.answer_again(
    p_request ledger.transfer,
    p_first ledger.transfer
)
returns ledger.transfer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_other ledger.transfer;
    v_differing text[];
begin
    v_differing := array(
        select distinct case asked.key when 'is_rest' then 'amount' else asked.key end as name
        from jsonb_each(to_jsonb(p_request)) as asked
        inner join jsonb_each(to_jsonb(p_first)) as stored on asked.key = stored.key
        where
            asked.key in (
                'kind', 'debit_account_id', 'credit_account_id', 'amount', 'currency',
                'value_date', 'memo', 'reverses_transfer_id', 'hold_transfer_id', 'is_rest',
                'expires_at', 'link_id'
            )
            and asked.value <> stored.value
            and (asked.key <> 'amount' or p_request.amount is not null)
        order by name
    );

    if v_differing = '{}' then
        return p_first;
    end if;

    v_other.book_id := p_request.book_id;
    v_other.transfer_id := p_request.transfer_id;
    v_other.refusal := core.refusal('LG301', jsonb_build_object(
        'argument', 'transfer_id',
        'transfer_id', p_request.transfer_id,
        'differing', v_differing
    ));
    return v_other;
end;
$body$;

comment on function ledger.answer_again is
'The answer to a request whose id was used before: that of the first, if both ask for the same. Of
another request it tells nothing but that, and what differs.';

revoke all on function ledger.answer_again from public;
