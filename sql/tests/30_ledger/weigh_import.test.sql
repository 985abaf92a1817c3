begin;
select plan(6);

select fixture.book(1);
select fixture.account(11, p_balance => 500);
select fixture.account(12, p_currency => 'USD');
select fixture.account(13);

insert into ledger.account_name (book_id, name, account_id)
values
(fixture.id(1), 'a.sta:A', fixture.id(11)),
(fixture.id(1), 'a.sta:U', fixture.id(12)),
(fixture.id(1), 'a.sta:C', fixture.id(13));

update ledger.account set is_open = false
where account_id = fixture.id(13);

-- What the figures of a statement come to is judged by ledger.sum_import; this is what it sees.
select fixture.statement(1, 500, array[-500]);
select fixture.statement(2, 500, array[-501, 1]);
select fixture.statement(3, p_account => 'U');
select fixture.statement(4, p_account => 'C');
select fixture.statement(5, p_account => 'N', p_currency => 'USD');
select fixture.statement(6, p_account => 'N', p_currency => 'EUR');
select fixture.statement(7, p_account => 'M', p_currency => 'XAU');
select fixture.statement(8, 899999999999999999, array[2, -2], p_account => 'M');
select fixture.statement(9, 899999999999999999, array[1], p_account => 'M');
select fixture.statement(10, p_account => 'M');
select fixture.statement(11, p_account => 'M');
update ledger.staged_statement set fault = 'It is torn.'
where statement_no = 10;
select fixture.statement(12, p_account => 'M');
update ledger.staged_statement set fault = 'It is cut.', is_cut = true
where statement_no = 12;
update ledger.staged_statement set account = null, closing = null
where statement_no = 11;

create view pg_temp.weighed as
select
    statement_no,
    refusal
from ledger.weigh_import(fixture.id(1), fixture.id(900));

select results_eq(
    $$ select statement_no, refusal ->> 'code' from pg_temp.weighed order by statement_no $$,
    $$ values
        (1, null), (2, 'LG303'), (3, 'LG302'), (4, 'LG304'), (5, null), (6, 'LG302'), (7, 'LG312'),
        (8, 'LG306'), (9, null), (10, 'LG312'), (11, 'LG311'),
        (12, 'LG313') $$,
    'says of each statement why it is refused, or nothing'
);

select results_eq(
    $$ select statement_no, (refusal -> 'facts') - '{source,line_no,statement_no}'::text[]
       from pg_temp.weighed where refusal is not null order by statement_no $$,
    $$ values
        (2, jsonb_build_object(
            'account_id', fixture.id(11), 'asked', '-1', 'held', '0', 'balance_floor', '0'
        )),
        (3, jsonb_build_object(
            'account_id', fixture.id(12), 'account', 'a.sta:U', 'asked', 'EUR'
        )),
        (4, jsonb_build_object('account_id', fixture.id(13))),
        (6, jsonb_build_object('account_id', null, 'account', 'a.sta:N', 'asked', 'EUR')),
        (7, jsonb_build_object('reason', 'No account is kept in XAU.')),
        (8, jsonb_build_object(
            'largest', '2', 'lowest', '899999999999999999', 'highest', '900000000000000001'
        )),
        (10, jsonb_build_object('reason', 'It is torn.')),
        (11, jsonb_build_object('missing', array['account', 'closing'])),
        (12, jsonb_build_object('reason', 'It is cut.')) $$,
    'gives the facts of each'
);

select is(
    (
        select refusal -> 'facts' from pg_temp.weighed
        where statement_no = 10
    )
    - 'reason'::text,
    '{"source": "a.sta", "statement_no": 10, "line_no": 100}'::jsonb,
    'says where it stands'
);

-- Where the lines take it, both ways, with what is held; and where a freeze lets them take nothing.
update ledger.account set balance_ceiling = 500
where account_id = fixture.id(11);
select fixture.account(16);
insert into ledger.account_name (book_id, name, account_id)
values (fixture.id(1), 'a.sta:Z', fixture.id(16));
update ledger.account set is_credit_frozen = true
where account_id = fixture.id(16);
select fixture.statement(20, 500, array[1, -1]);
select fixture.statement(21, 499, array[1]);
select fixture.statement(22, p_account => 'Z');

select results_eq(
    $$ select statement_no, refusal ->> 'code',
           (refusal -> 'facts') - '{source,line_no,statement_no}'::text[]
       from pg_temp.weighed where statement_no >= 20 order by statement_no $$,
    $$ values
        (20, 'LG309', jsonb_build_object(
            'account_id', fixture.id(11), 'asked', '501', 'balance_ceiling', '500'
        )),
        (21, null, null),
        (22, 'LG317', jsonb_build_object('account_id', fixture.id(16))) $$,
    'refuses what goes above a ceiling, and all that meets a frozen account'
);

select fixture.account(14, p_floor => 0);
insert into ledger.account_name (book_id, name, account_id)
values (fixture.id(1), 'suspense:EUR', fixture.id(14));

select is(
    (
        select refusal #>> '{facts,account_id}' from pg_temp.weighed
        where statement_no = 1
    ),
    fixture.id(14)::text,
    'refuses all that meets an other side with a floor'
);

select fixture.account(15, p_currency => 'JPY', p_floor => null);
update ledger.account_name set account_id = fixture.id(15)
where name = 'suspense:EUR';

select is(
    (
        select refusal ->> 'code' from pg_temp.weighed
        where statement_no = 1
    ), 'LG302',
    'refuses all that meets an other side in another currency'
);

select finish();
rollback;
