create or replace function ledger.import_account_name(
    p_kind core.transfer_kind,
    p_currency core.currency_code
)
returns core.account_name
language sql
immutable
parallel safe
return case p_kind
    when 'opening' then 'opening:'
    when 'gap' then 'gap:'
    when 'break' then 'suspense:'
    else 'clearing:'
end || p_currency;

comment on function ledger.import_account_name is
'The name of the account of a book that is the other side of what an import posts.';

revoke all on function ledger.import_account_name from public;
