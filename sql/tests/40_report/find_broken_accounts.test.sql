begin;
select plan(12);

-- 11 got 500 and paid 100 three times to 12, which paid 50 back.
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(13);

do $body$
begin
    perform api.post_transfer(
        fixture.id(1), fixture.id(n), fixture.id(giver), fixture.id(taker), amount, 'EUR'
    )
    from (
        values (101, 11, 12, 100), (102, 11, 12, 100), (103, 12, 11, 50), (104, 11, 12, 100)
    ) as asked (n, giver, taker, amount);
end;
$body$;

select fixture.drop_guards();

create function pg_temp.broken_by(p_change text, p_since xid8 default null)
returns integer[]
language plpgsql
as $body$
declare
    v_numbers integer[];
begin
    begin
        execute p_change;
        v_numbers := array(
            select right(account_id::text, 12)::integer
            from report.find_broken_accounts(p_since)
            where book_id = fixture.id(1)
            order by account_id
        );
        raise sqlstate 'UNDO0';
    exception
        when sqlstate 'UNDO0' then
            null;
    end;

    return v_numbers;
end;
$body$;

select is(pg_temp.broken_by('select'), '{}', 'finds none where all is well');

select is(
    pg_temp.broken_by($$
        update ledger.account set balance = 1 where account_id = fixture.id(13)
    $$),
    array[13],
    'finds an account that has a balance and no transfer'
);

select is(
    pg_temp.broken_by($$
        update ledger.transfer set debit_version = 6 where transfer_id = fixture.id(104)
    $$),
    array[11],
    'finds a version too many'
);

select is(
    pg_temp.broken_by($$
        update ledger.transfer set debit_version = 3 where transfer_id = fixture.id(101)
    $$),
    array[11],
    'finds a version that is used twice'
);

select is(
    pg_temp.broken_by($$
        update ledger.transfer
        set debit_version = case transfer_id when fixture.id(101) then 3 else 2 end
        where transfer_id in (fixture.id(101), fixture.id(102))
    $$),
    array[11],
    'finds two versions that changed places'
);

select is(
    pg_temp.broken_by($$
        update ledger.transfer set amount = amount + 7
        where transfer_id in (fixture.id(101), fixture.id(103))
    $$),
    array[11, 12],
    'finds two wrong amounts that make up for each other'
);

select is(
    pg_temp.broken_by($$
        update ledger.transfer
        set debit_balance = debit_balance + 1, credit_balance = credit_balance - 1
        where transfer_id = fixture.id(102)
    $$),
    array[11, 12],
    'finds a past that is wrong in the middle alone'
);

select is(
    pg_temp.broken_by($$ delete from ledger.transfer where transfer_id = fixture.id(104) $$),
    array[11, 12],
    'finds that a last row is gone'
);

select is(
    pg_temp.broken_by($$ delete from ledger.account where account_id = fixture.id(12) $$),
    array[12],
    'finds rows of an account that is not there'
);


-- What came since: only the last transfer is given an id of this moment.

update ledger.transfer set xid = '1'
where transfer_id <> fixture.id(104);

select is(pg_temp.broken_by('select', '2'), '{}', 'takes what came before for its beginning');

select is(
    pg_temp.broken_by(
        $$ update ledger.transfer set debit_balance = 1 where transfer_id = fixture.id(102) $$, '2'
    ),
    '{}',
    'leaves a breach before the row that it begins behind to a full verification'
);

select is(
    pg_temp.broken_by(
        $$ update ledger.transfer set credit_balance = 1 where transfer_id = fixture.id(103) $$, '2'
    ),
    array[11],
    'finds that the row before does not lead to the first that came since'
);

select finish();
rollback;
