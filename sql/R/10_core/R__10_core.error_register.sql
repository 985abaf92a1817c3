-- The one list of every refusal. The third letter of a code gives the HTTP status:
-- 0 → 400, 1 → 404, 2 → 409, 3 → 422, 4 → 403, 5 → 412, 9 → 500. Class 3 is returned, the others
-- are raised; a batch returns them all. A code is never used twice, and never taken out: one that
-- no routine uses any more is retired.

create or replace function core.error_register()
returns table (
    code text,
    title text,
    retired boolean
)
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $body$
    select code, title, retired
    from (
        values
            ('LG001', 'The two accounts of a transfer must differ.', false),
            ('LG002', 'A required value is missing.', false),
            ('LG003', 'The id leads to no month that the ledger keeps.', false),
            ('LG004', 'The first day comes after the last.', false),
            ('LG005', 'The batch has no item, or too many.', false),
            ('LG007', 'The expiry is not after now.', false),
            ('LG008', 'The schema holds what can''t be judged.', false),
            ('LG009', 'The metadata doesn''t fit the schema of its kind.', false),
            ('LG010', 'The day is not the first of a month.', false),
            ('LG011', 'The day is none that can be reckoned with.', false),
            ('LG012', 'The transfers are no match: 2 to 100, each once, that cancel out.', false),
            ('LG013', 'The item is not a transfer.', false),
            ('LG101', 'There is no such account in this book.', false),
            ('LG102', 'There is no such book.', false),
            ('LG103', 'There is no such currency to keep an account in.', false),
            ('LG104', 'There is no such transfer in this book.', false),
            ('LG105', 'There is no such hold in this book.', false),
            ('LG106', 'There is no such heading in this book.', false),
            ('LG107', 'There is no exchange rate for the day.', false),
            ('LG108', 'The account has no interest terms on the day.', false),
            ('LG109', 'There is no such match in this book.', false),
            ('LG201', 'The name already belongs to another account.', false),
            ('LG202', 'The code already belongs to another heading.', false),
            ('LG203', 'The account isn''t empty.', false),
            ('LG204', 'The limit contradicts what the account holds.', false),
            ('LG205', 'The period can''t take this step now.', false),
            ('LG206', 'The interest of the day is accrued already.', false),
            ('LG207', 'A transfer is in a match already.', false),
            ('LG208', 'The account is closed for good.', false),
            ('LG209', 'The heading can''t stand there.', false),
            ('LG210', 'There is metadata that would not fit the schema.', false),
            ('LG211', 'The link already ties other transfers.', false),
            ('LG301', 'The idempotency key already belongs to another request.', false),
            ('LG302', 'The account is kept in another currency.', false),
            ('LG303', 'The transfer would take the account below its floor.', false),
            ('LG304', 'The account is not open.', false),
            ('LG305', 'The period of the value date is closed.', false),
            ('LG306', 'The transfer would take a balance beyond what one can hold.', false),
            ('LG307', 'The reversal takes back more than is left of the transfer.', false),
            ('LG308', 'The transfer can''t be reversed.', false),
            ('LG309', 'The transfer would take the account above its ceiling.', false),
            ('LG310', 'Another of the linked transfers was refused.', false),
            ('LG311', 'The statement lacks an account, a currency or a balance.', false),
            ('LG312', 'The statement can''t be read.', false),
            ('LG313', 'The file ends in the middle of the statement.', false),
            ('LG314', 'The amount is more than one transfer of the account may debit.', false),
            ('LG315', 'The amount is more than is left of the account''s limit for a day.', false),
            ('LG316', 'The account is frozen for debits.', false),
            ('LG317', 'The account is frozen for credits.', false),
            ('LG318', 'The capture takes more than is left of the hold.', false),
            ('LG319', 'The hold has ended.', false),
            ('LG320', 'The amount buys less than a minor unit.', false),
            ('LG501', 'It is of another version by now than the one that was named.', false),
            ('LG901', 'A row of an append-only table can''t be changed.', false),
            ('LG902', 'The transaction reads what was there when it began.', false)
    ) as register (code, title, retired)
    order by code;
$body$;

comment on function core.error_register is 'Every refusal that a routine can make, by code.';

revoke all on function core.error_register from public;
