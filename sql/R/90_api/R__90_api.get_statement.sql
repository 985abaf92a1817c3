-- The version keys of the months are merged in order and the reading stops with the page: a long
-- history costs no more than a short one. Lines that the days or p_known_at leave out are read
-- too, since neither has to rise with the version: an import brings old days.

drop function if exists api.get_statement(
    uuid, uuid, date, date, timestamptz, bigint, core.page_size, core.actor, core.trace
);

create or replace function api.get_statement(
    p_book_id uuid,
    p_account_id uuid,
    p_from_date date default null,
    p_to_date date default null,
    p_known_at timestamptz default null,
    p_after bigint default null,
    p_limit core.page_size default 50,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    version bigint,
    transfer_id uuid,
    kind core.transfer_kind,
    amount bigint,
    set_aside bigint,
    balance core.balance,
    counterpart_account_id uuid,
    value_date date,
    memo core.memo,
    reverses_transfer_id uuid,
    hold_transfer_id uuid,
    recorded_at timestamptz
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    -- 1 validate: what can be judged without a row; a null limit would be none
    if num_nulls(p_book_id, p_account_id, p_limit) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_account_id is null then 'account_id'
            else 'limit'
        end));
    end if;

    if p_from_date > p_to_date then
        perform core.refuse('LG004', jsonb_build_object(
            'argument', 'from_date', 'from_date', p_from_date, 'to_date', p_to_date
        ));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);

    if not exists (
        select
        from ledger.account
        where
            account.book_id = p_book_id
            and account.account_id = p_account_id
    ) then
        perform core.refuse('LG101', jsonb_build_object(
            'argument', 'account_id', 'account_id', p_account_id
        ));
    end if;

    return query
    select
        leg.version,
        leg.transfer_id,
        leg.kind,
        leg.moved as amount,
        leg.set_aside,
        leg.balance,
        leg.counterpart_account_id,
        leg.value_date,
        leg.memo,
        leg.reverses_transfer_id,
        leg.hold_transfer_id,
        leg.recorded_at
    from report.leg() as leg
    where
        leg.book_id = p_book_id
        and leg.account_id = p_account_id
        and leg.version > coalesce(p_after, 0)
        and leg.value_date >= coalesce(p_from_date, '-infinity')
        and leg.value_date <= coalesce(p_to_date, 'infinity')
        and leg.recorded_at <= coalesce(p_known_at, 'infinity')
    order by leg.version
    limit p_limit;
end;
$body$;

comment on function api.get_statement is $contract$
Read the lines of one account, in the order in which they were booked.

The amount is what the line added to the account, below zero for a debit; the balance is what the
account held after it. What a hold sets aside is told apart from that, and what comes off it again:
a hold adds nothing to the balance, a capture takes its amount from both. The days are value dates,
both included. With known_at, only the lines that had been recorded by then: what a statement
printed at that moment said.

@http       GET /v1/books/{book_id}/accounts/{account_id}/statement
@scope      account:read
@timeout    5s
@page       after version
@slo        p99 250ms 99.9
@error      LG002 The book, the account or the limit is null.
@error      LG004 The first day is after the last one.
@error      LG101 The account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.get_statement from public;
grant execute on function api.get_statement to api_read;
