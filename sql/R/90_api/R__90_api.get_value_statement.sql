-- A loop over slices (report.value_slice), of which a page reads one or two: one statement would
-- sort them all before it takes the first lines. The sum runs within a slice, on what the account
-- held before it. The open slice behind the last closed month is read as a whole, by the version
-- keys: a book that closes its months has short ones.

create or replace function api.get_value_statement(
    p_book_id uuid,
    p_account_id uuid,
    p_from_date date default null,
    p_to_date date default null,
    p_known_at timestamptz default null,
    p_after text default null,
    p_limit core.page_size default 50,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    place text,
    value_date date,
    version bigint,
    transfer_id uuid,
    kind core.transfer_kind,
    amount bigint,
    set_aside bigint,
    balance numeric,
    counterpart_account_id uuid,
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
declare
    v_epoch constant date := date '2000-01-01'; -- a place counts days from here
    v_after_day date := v_epoch + split_part(p_after, '/', 1)::integer;
    v_after_version bigint := split_part(p_after, '/', 2)::bigint;
    v_from date := greatest(p_from_date, v_after_day, '-infinity');
    v_to date := coalesce(p_to_date, 'infinity');
    v_known_at timestamptz := coalesce(p_known_at, 'infinity');
    v_slice record;
    v_left integer := p_limit;
    v_lines integer;
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

    for v_slice in
        select *
        from report.value_slice(p_book_id, p_account_id, p_known_at) as slice
        where
            slice.last_day >= v_from
            and slice.first_day <= v_to
        order by slice.first_day
    loop
        return query
        select
            (line.value_date - v_epoch)::text || '/' || line.version as place,
            line.value_date,
            line.version,
            line.transfer_id,
            line.kind,
            line.moved as amount,
            line.set_aside,
            v_slice.opening + line.running as balance,
            line.counterpart_account_id,
            line.memo,
            line.reverses_transfer_id,
            line.hold_transfer_id,
            line.recorded_at
        from (
            select
                leg.*,
                sum(leg.moved) over (order by leg.value_date, leg.version) as running
            from report.leg() as leg
            where
                leg.book_id = p_book_id
                and leg.account_id = p_account_id
                and leg.version >= v_slice.first_version
                and leg.version <= v_slice.last_version
                and leg.value_date >= v_slice.first_day
                and leg.value_date <= least(v_slice.last_day, v_to)
                and leg.recorded_at <= v_known_at
        ) as line
        where
            line.value_date >= v_from
            and (
                p_after is null
                or (line.value_date, line.version) > (v_after_day, v_after_version)
            )
        order by line.value_date, line.version
        limit v_left;

        get diagnostics v_lines = row_count;
        v_left := v_left - v_lines;
        exit when v_left = 0;
    end loop;
end;
$body$;

comment on function api.get_value_statement is $contract$
List what moved an account, in the order of the days on which it counts, and what each left.

amount is a credit above zero, a debit below it, or zero for a hold and its end; balance is that of
all lines up to this one, by value date: a late entry changes those behind it. With known_at, only
what had been recorded by then: the days as they looked at that moment, and pages that stay as they
are. place tells lines of one day apart. api.get_value_balances has what the account held before and
after.

@http       GET /v1/books/{book_id}/accounts/{account_id}/value-statement
@scope      account:read
@timeout    5s
@page       after place
@error      LG002 The book, the account or the limit is null.
@error      LG004 The first day is after the last one.
@error      LG101 The account is not in the book.
@error      LG102 There is no such book, or the caller may not see it.
$contract$;

revoke all on function api.get_value_statement from public;
grant execute on function api.get_value_statement to api_read;
