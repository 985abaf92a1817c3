select
    transfer_id,
    debit_version,
    debit_balance,
    credit_version,
    credit_balance,
    value_date,
    replayed,
    refusal
from api.post_transfer(
    p_book_id => '019b7a00-0000-7000-8000-0000000000bb',
    p_transfer_id => $1,
    p_debit_account_id => $2,
    p_credit_account_id => $3,
    p_amount => $4,
    p_currency => $5,
    p_actor => 'bench',
    p_trace => '0af7651916cd43dd8448eb211c80319c'
)
