begin;
select plan(17);

select fixture.book(1);
select fixture.stop_clock('2026-01-31 12:00:00+00');


-- Shape: who may call it, and as whom it runs

select is_definer('api', 'post_import', 'runs as its owner');

select function_privs_are(
    'api', 'post_import', array['uuid', 'uuid', 'core.actor', 'core.trace'],
    'public', array[]::text[],
    'is closed to everyone who is not named'
);

select function_privs_are(
    'api', 'post_import', array['uuid', 'uuid', 'core.actor', 'core.trace'],
    'api_write', array['EXECUTE'],
    'is open to the clients that write'
);

select table_privs_are(
    'ledger', 'staged_line', 'import_loader', array['INSERT'],
    'is fed by a loader that can only insert'
);


-- 1 validate

select throws_ok(
    $$ select api.post_import(null, fixture.id(900)) $$,
    'LG002', 'A required value is missing.',
    'refuses an import without a book'
);

select results_eq(
    $$ select fixture.facts_of(format('select api.post_import(%L, null)', book_id))
       from unnest(array[null, fixture.id(1)]) as book_id $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "import_id"}') $$,
    'names the first that is null'
);


-- 4 judge

select throws_ok(
    $$ select api.post_import(fixture.id(1), fixture.id(900), 'user:8') $$,
    'LG102', 'There is no such book.',
    'shows nobody the book of somebody else'
);

select is_empty(
    $$ select * from fixture.post_import(900) $$,
    'answers nothing when nothing is staged'
);


-- 5 write

select fixture.statement(1, 1000, array[-100, 0, 30], p_off => 5);
select fixture.statement(2, 900, array[7]);
select fixture.statement(3, 907, p_currency => null);
select fixture.statement(4, -20, array[-5], p_account => 'B');
select fixture.statement(1, 44, p_source => 'b.sta', p_import => 901);

select results_eq(
    $$ select
           statement_no, source::text, account_name::text, currency::text, outcome::text, lines,
           credits::bigint, debits::bigint, opening::bigint, closing::bigint,
           break_amount::bigint, gap_amount::bigint, replayed, refusal ->> 'code'
       from api.post_import(fixture.id(1), fixture.id(900), 'user:7', repeat('a', 32)) $$,
    $$ values
        (1, 'a.sta', 'a.sta:A', 'EUR', 'posted', 3, 30::bigint, 100::bigint, 1000::bigint,
         935::bigint, 5::bigint, null::bigint, false, null::text),
        (2, 'a.sta', 'a.sta:A', 'EUR', 'posted', 1, 7, 0, 900, 907, 0, -35, false, null),
        (3, 'a.sta', 'a.sta:A', null, 'refused', 0, null, null, 907, 907, null, null, false,
         'LG311'),
        (4, 'a.sta', 'a.sta:B', 'EUR', 'posted', 1, 0, 5, -20, -25, 0, null, false, null) $$,
    'answers what came of each statement, in the order of the file'
);

select results_eq(
    $$ select name::text, balance, version from fixture.held order by name collate "C" $$,
    $$ values
        ('a.sta:A', 907::bigint, 6::bigint), ('a.sta:B', -25, 2), ('clearing:EUR', 68, 4),
        ('gap:EUR', 35, 1), ('opening:EUR', -980, 2), ('suspense:EUR', -5, 1) $$,
    'leaves each account with the closing of its last statement'
);

select is(
    (
        select count(*)
        from ledger.transfer
        inner join ledger.imported_statement as earlier
            on
                earlier.statement_no = 1
                and transfer.transfer_id > earlier.statement_id
        inner join ledger.imported_statement as later
            on
                later.statement_no = 2
                and transfer.transfer_id < later.statement_id
    ),
    4::bigint,
    'gives the transfers of a statement ids that follow its own'
);


-- 6 record

select results_eq(
    $$ select
           statement_no, outcome::text, account::text, line_no, lines, closing::bigint,
           recorded_by::text, trace::text, recorded_at, xid
       from ledger.imported_statement order by statement_no $$,
    $$ select
           statement_no, outcome, account, line_no, lines, closing::bigint,
           'user:7', repeat('a', 32), timestamptz '2026-01-31 12:00:00+00', pg_current_xact_id()
       from (values
           (1, 'posted', 'A', 10, 3, 935), (2, 'posted', 'A', 20, 1, 907),
           (3, 'refused', 'A', 30, 0, 907), (4, 'posted', 'B', 40, 1, -25)
       ) as stored (statement_no, outcome, account, line_no, lines, closing) $$,
    'leaves one row a statement, refused or posted'
);

select is(
    (
        select refusal -> 'facts' from ledger.imported_statement
        where statement_no = 3
    ),
    '{"source": "a.sta", "statement_no": 3, "line_no": 30, "missing": ["currency"]}'::jsonb,
    'says in it why it was refused, and where it stands'
);

select results_eq(
    $$ select import_id, statement_no from ledger.staged_statement $$,
    $$ values (fixture.id(901), 1) $$,
    'takes out of staging what it has judged, and nothing else'
);

select is_empty(
    $$ select * from ledger.staged_line $$,
    'takes the lines out with their statements'
);

-- No month for today: the import is undone as a whole.
select fixture.stop_clock('2036-01-31 12:00:00+00');

select throws_ok(
    $$ select * from fixture.post_import(901) $$,
    'LG003', 'The id leads to no month that the ledger keeps.',
    'refuses to post when the ledger keeps no month for today'
);

select fixture.invariants();

select finish();
rollback;
