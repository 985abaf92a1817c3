-- Bound when it's created and without settings, so that the planner sees through it. Both halves
-- are found by the version keys of the months, which hold a few rows of the account each. A hold
-- and its end have a version and move nothing. What the account's own accruals posted isn't a line
-- here: it's known by its accrual, and bears interest from another day on.

create or replace function ledger.interest_line(
    p_book_id uuid,
    p_account_id uuid,
    p_after_version bigint,
    p_version bigint
)
returns table (
    version bigint,
    value_date date,
    moved bigint
)
language sql
stable
parallel safe
begin atomic
    with own as (
        select transfer_id
        from ledger.interest_accrual
        where
            book_id = p_book_id
            and account_id = p_account_id
    )

    select
        side.version,
        side.value_date,
        side.moved
    from (
        select
            transfer_id,
            kind,
            debit_version as version,
            value_date,
            -amount as moved
        from ledger.transfer
        where
            book_id = p_book_id
            and debit_account_id = p_account_id
            and debit_version > p_after_version
            and debit_version <= p_version
            and credit_version is not null
        union all
        select
            transfer_id,
            kind,
            credit_version as version,
            value_date,
            +amount as moved
        from ledger.transfer
        where
            book_id = p_book_id
            and credit_account_id = p_account_id
            and credit_version > p_after_version
            and credit_version <= p_version
    ) as side
    where
        side.kind <> 'interest'
        -- procwright:allow PW620 own holds keys until=2028-12-31
        or side.transfer_id not in (select own.transfer_id from own);
end;

comment on function ledger.interest_line is
'What moved an account between two versions, but for its own interest.';

revoke all on function ledger.interest_line from public;
grant execute on function ledger.interest_line to report_read;
