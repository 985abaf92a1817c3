select
    transfer_id,
    kind,
    debit_account_id,
    debit_version,
    debit_balance,
    credit_account_id,
    credit_version,
    credit_balance,
    amount,
    currency,
    value_date,
    memo,
    reverses_transfer_id,
    hold_transfer_id,
    expires_at,
    link_id,
    refusal_code,
    recorded_by,
    recorded_at
from api.list_transfers(
    p_book_id => '019b7a00-0000-7000-8000-0000000000bb',
    p_limit => $1,
    p_actor => 'bench',
    p_trace => '0af7651916cd43dd8448eb211c80319c'
)
