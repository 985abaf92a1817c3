-- For a job, so it neither waits long nor makes others wait in a circle. It waits for one account
-- alone, while it has no other lock: that of the hold that has been due the longest, so that an
-- account that is always busy has its turn. The other accounts it takes as they are free, and their
-- holds come with a later call. Two calls at once share the work: what is left of a hold is read
-- behind the lock. Joins by index only: the accounts of a batch are few among many.

create or replace function api.expire_holds(
    p_limit core.page_size default 500,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    expired integer,
    busy integer
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '1s'
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $body$
#variable_conflict use_column
declare
    v_books uuid[];
    v_holds uuid[];
    v_busy integer;
begin
    -- 1 validate: what can be judged without a row
    if p_limit is null then
        perform core.refuse('LG002', jsonb_build_object('argument', 'limit'));
    end if;

    -- 2 lock: first the account that is waited for, then those that are free
    begin
        perform account_id
        from ledger.account
        where (book_id, account_id) = (
            select
                hold.book_id,
                hold.debit_account_id
            from ledger.hold
            where
                hold.state = 'open'
                and hold.expires_at <= core.now()
            order by hold.expires_at, hold.book_id, hold.hold_id
            limit 1
        )
        for no key update;
    exception
        when lock_not_available then
            null; -- it is busy, and counted as such
    end;

    with due as materialized (
        select
            hold.book_id,
            hold.debit_account_id,
            hold.hold_id
        from ledger.hold
        where
            hold.state = 'open'
            and hold.expires_at <= core.now()
        order by hold.expires_at, hold.book_id, hold.hold_id
        limit p_limit
    ),

    locked as materialized (
        select
            account.book_id,
            account.account_id
        from ledger.account
        where (account.book_id, account.account_id) in (
            select
                due.book_id,
                due.debit_account_id
            from due
        )
        order by account.book_id, account.account_id
        for no key update skip locked
    )

    select
        array_agg(due.book_id order by due.hold_id) filter (where locked.book_id is not null),
        array_agg(due.hold_id order by due.hold_id) filter (where locked.book_id is not null),
        count(*) filter (where locked.book_id is null)
    into strict v_books, v_holds, v_busy
    from due
    left join locked
        on
            due.book_id = locked.book_id
            and due.debit_account_id = locked.account_id;

    -- 4 judge, 5 write, 6 record: what is still open behind the locks expires
    return query
    select
        ledger.expire_holds(v_books, v_holds, p_actor, p_trace) as expired,
        v_busy as busy;
end;
$body$;

comment on function api.expire_holds is $contract$
Give back what is left of the holds whose expiry has come, of all books, at most so many at once.

The answer says how many expired, and how many more were due whose accounts were busy: they come
with a later call. Nothing expired and nothing busy: none is due. A repeated call finds what is due
by then; each has a transaction of its own, for the accounts stay locked to its end.

@error      LG002 The limit is null.
@error      LG003 There is no month for the rows of today.
$contract$;

revoke all on function api.expire_holds from public;
grant execute on function api.expire_holds to api_ops;
