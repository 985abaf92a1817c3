begin;
select plan(9);

select fixture.stop_clock('2026-01-31 12:00:00+00');
select fixture.account(11, p_balance => 500);
select fixture.account(12, p_currency => 'USD');
select fixture.account(13);
select fixture.account(14, p_balance => 0, p_floor => null);

insert into ledger.account_name (book_id, name, account_id)
values
(fixture.id(1), 'a.sta:A', fixture.id(11)),
(fixture.id(1), 'a.sta:U', fixture.id(12)),
(fixture.id(1), 'a.sta:C', fixture.id(13)),
(fixture.id(1), 'a.sta:D', fixture.id(14));

update ledger.account set is_open = false
where account_id = fixture.id(13);
insert into ledger.period (book_id, period_start, state)
values (fixture.id(1), '2025-11-01', 'closed');

-- Both sides of each limit; the even ones are over it.
select fixture.statement(1, 500, array[-500]);
select fixture.statement(2, 0, array[-1], p_text => 'below');
select fixture.statement(4, p_account => 'U');
select fixture.statement(6, p_account => 'C');
select fixture.statement(7, 0, array[1], p_account => 'D');
select fixture.statement(8, 1, array[2], p_account => 'D');
select fixture.statement(9, 1, array[3], p_account => 'D', p_text => 'after');
select fixture.statement(10, 0, p_off => 1000000000000001, p_account => 'E');
select fixture.statement(11, 0, p_off => 1000000000000000, p_account => 'F');
select fixture.statement(12, p_account => 'G');
select fixture.statement(14, p_account => 'G');

update ledger.staged_line set value_date = '2025-11-30'
where statement_no = 8;
update ledger.staged_line set value_date = '2025-12-01'
where statement_no = 7;
update ledger.staged_statement set closing = null
where statement_no = 12;
update ledger.staged_statement set fault = 'It is torn.'
where statement_no = 14;
select fixture.statement(15, p_account => 'G');
update ledger.staged_statement set fault = 'It is cut.', is_cut = true
where statement_no = 15;

select results_eq(
    $$ select statement_no, outcome, code from fixture.post_import() $$,
    $$ values
        (1, 'posted', null), (2, 'refused', 'LG303'), (4, 'refused', 'LG302'),
        (6, 'refused', 'LG304'), (7, 'posted', null), (8, 'refused', 'LG305'),
        (9, 'posted', null), (10, 'refused', 'LG306'), (11, 'posted', null),
        (12, 'refused', 'LG311'), (14, 'refused', 'LG312'),
        (15, 'refused', 'LG313') $$,
    'refuses each statement for its own reason, and posts the others'
);

select results_eq(
    $$ select statement_no, (refusal -> 'facts') - '{source,line_no,statement_no}'::text[]
       from ledger.imported_statement where statement_no in (2, 8, 10) order by statement_no $$,
    $$ values
        (2, jsonb_build_object(
            'account_id', fixture.id(11), 'asked', '-1', 'held', '0', 'balance_floor', '0'
        )),
        (8, '{"closed_from": "2025-11-01", "closed_to": "2025-11-30"}'),
        (10, '{"largest": "1000000000000001", "lowest": "0", "highest": "1000000000000001"}') $$,
    'gives the limit that failed'
);

select results_eq(
    $$ select name::text, balance from fixture.held where name ~ '^a.sta' order by name $$,
    $$ values
        ('a.sta:A', 0::bigint), ('a.sta:C', 0), ('a.sta:D', 4), ('a.sta:F', 1000000000000000),
        ('a.sta:U', 0) $$,
    'moves nothing and opens nothing for what it refuses'
);

select is(
    (
        select gap_amount::bigint from ledger.imported_statement
        where statement_no = 9
    ),
    0::bigint,
    'counts the gap from the last statement that is in the ledger'
);

-- Refused by what was true then: asked again it is judged again, and keeps its first row too.
update ledger.period set state = 'open';
select fixture.statement(8, 1, array[2], p_account => 'D', p_import => 901);

select results_eq(
    $$ select outcome, gap_amount, code from fixture.post_import(901) $$,
    $$ values ('posted', -3::bigint, null) $$,
    'posts what was refused once its reason is gone'
);

select results_eq(
    $$ select outcome::text from ledger.imported_statement where statement_no = 8
       order by outcome $$,
    $$ values ('posted'), ('refused') $$,
    'keeps the row of the refusal'
);

-- A freeze holds statements back; when it is lifted, they are posted.
select api.freeze_account(fixture.id(1), fixture.id(14), true, false);
select fixture.statement(16, 4, array[1], p_account => 'D', p_import => 902);
select fixture.statement(16, 4, array[1], p_account => 'D', p_import => 903);

select results_eq(
    $$ select outcome, code from fixture.post_import(902) $$,
    $$ values ('refused', 'LG316') $$,
    'posts nothing to a frozen account'
);

select api.freeze_account(fixture.id(1), fixture.id(14), false, false);

select results_eq(
    $$ select outcome, code from fixture.post_import(903) $$,
    $$ values ('posted', null::text) $$,
    'posts it when the freeze is over'
);

select fixture.invariants();

select finish();
rollback;
