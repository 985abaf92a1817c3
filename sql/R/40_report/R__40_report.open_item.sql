-- Bound when it's created and without settings, so that the planner sees through it: a page reads
-- the keys of the months in the order of versions and stops when it has enough. The statement of an
-- imported transfer is item 0 of the same id (ledger.import_item_id).

create or replace function report.open_item()
returns table (
    book_id uuid,
    account_id uuid,
    version bigint,
    transfer_id uuid,
    kind core.transfer_kind,
    moved bigint,
    value_date date,
    memo core.memo,
    counterpart_account_id uuid,
    reverses_transfer_id uuid,
    is_imported boolean
)
language sql
stable
parallel safe
begin atomic
    select
        leg.book_id,
        leg.account_id,
        leg.version,
        leg.transfer_id,
        leg.kind,
        leg.moved,
        leg.value_date,
        leg.memo,
        leg.counterpart_account_id,
        leg.reverses_transfer_id,
        bank.statement_id is not null as is_imported
    from report.leg() as leg
    left join ledger.imported_statement as bank
        on
            leg.book_id = bank.book_id
            and ledger.import_transfer_id(leg.transfer_id, 0) = bank.statement_id
            and leg.counterpart_account_id = bank.account_id
    where
        leg.is_posted
        and leg.moved <> 0
        and not exists (
            select
            from ledger.match_item as item
            where
                item.book_id = leg.book_id
                and item.account_id = leg.account_id
                and item.transfer_id = leg.transfer_id
        );
end;

comment on function report.open_item is
'What moved an account and is in no match there that stands: lines of banks, and the others.';

revoke all on function report.open_item from public;
grant execute on function report.open_item to report_read;
