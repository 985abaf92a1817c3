begin;
select plan(10);

select fixture.book(1);
select fixture.stop_clock('2026-01-31 12:00:00+00');
select fixture.statement(1, 1000, array[-100, -100]);
select fixture.statement(2, 800, p_account => null);
select count(*) from fixture.post_import(900);

create view pg_temp.row_count as
select
    (select count(*) from ledger.transfer) as transfer_rows,
    (select count(*) from ledger.imported_statement) as statement_rows,
    (select count(*) from ledger.account) as account_rows,
    (select count(*) from audit.event) as events;

create temporary table before as
select
    transfer_rows,
    statement_rows,
    account_rows,
    events
from pg_temp.row_count;


-- 3 replay: the same import

select results_eq(
    $$ select * from fixture.post_import(900) $$,
    $$ values
        (1, 'posted', 0::bigint, null::bigint, true, null),
        (2, 'refused', null, null, true, 'LG311')
    $$,
    'answers a repeated import as it answered the first, refusals too'
);

select fixture.statement(1, 1000, array[-100, -100]);
select fixture.statement(2, 800, p_account => null, p_text => 'other');
select fixture.statement(3, 800);

select results_eq(
    $$ select * from fixture.post_import(900) $$,
    $$ values
        (1, 'posted', 0::bigint, null::bigint, true, null),
        (2, 'conflict', null, null, false, 'LG301'),
        (3, 'posted', 0, 0, false, null) $$,
    'takes what is staged under it once more for itself, unless another statement was judged there'
);

select is(
    (select statement_rows from pg_temp.row_count), (select statement_rows + 1 from pg_temp.before),
    'leaves no row for the key of another'
);


-- 3 replay: the same statements under another import

select fixture.statement(1, 1000, array[-100, -100], p_import => 901);
select fixture.statement(2, 800, p_account => null, p_import => 901);
select fixture.statement(3, 800, p_import => 901);

select results_eq(
    $$ select * from fixture.post_import(901) $$,
    $$ values
        (1, 'duplicate', 0::bigint, null::bigint, true, null),
        (2, 'refused', null, null, true, 'LG311'),
        (3, 'duplicate', 0, 0, true, null) $$,
    'knows a statement by its digest, and a refusal by its reason'
);

select fixture.statement(
    1, 1000, array[-100, -100], p_import => 902, p_source => 'elsewhere/b.sta'
);

select results_eq(
    $$ select source::text, account_name::text, outcome::text
       from api.post_import(fixture.id(1), fixture.id(902), 'user:7') $$,
    $$ values ('elsewhere/b.sta', 'a.sta:A', 'duplicate') $$,
    'knows it in another file, and names the account that has it'
);

select results_eq(
    $$ select transfer_rows, statement_rows, account_rows, events from pg_temp.row_count $$,
    $$ select transfer_rows, statement_rows + 1, account_rows, events from pg_temp.before $$,
    'changes no row by all this'
);


-- 3 replay: another statement at the same place

select fixture.statement(1, 1000, array[-100, -100], p_import => 903, p_text => 'one space more');

select results_eq(
    $$ select * from fixture.post_import(903) $$,
    $$ values (1, 'conflict', null::bigint, null::bigint, false, 'LG301') $$,
    'reports another content at the place of one that was posted'
);

select is(
    (
        select refusal -> 'facts' from ledger.imported_statement
        where import_id = fixture.id(903)
    ),
    jsonb_build_object(
        'source', 'a.sta', 'statement_no', 1, 'line_no', 10,
        'statement_id',
        (
            select statement_id from ledger.imported_statement
            where
                import_id = fixture.id(900)
                and statement_no = 1
        )
    ),
    'says which statement has the place, and leaves that in the journal'
);

-- A statement whose reason is gone is judged anew.
select fixture.statement(2, 800, p_import => 904);

select results_eq(
    $$ select outcome from fixture.post_import(904) $$,
    $$ values ('posted') $$,
    'posts at the place of one that was refused'
);

select fixture.invariants();

select finish();
rollback;
