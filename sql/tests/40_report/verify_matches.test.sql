begin;
select plan(5);

select fixture.reconciled_account();

do $body$
begin
    perform api.match_exact(fixture.id(1), fixture.clearing());
    perform api.match_transfers(
        fixture.id(1), fixture.clearing(), fixture.id(702), array[fixture.line(2), fixture.id(102)]
    );
    perform api.unmatch_transfers(fixture.id(1), fixture.id(702), 'wrong');
    perform api.match_transfers(
        fixture.id(1), fixture.clearing(), fixture.id(703), array[fixture.line(2), fixture.id(102)]
    );
end;
$body$;

select is_empty('select * from report.verify_matches()', 'has no row where all is well');

update ledger.match_item set moved = 201
where transfer_id = fixture.id(102);

select results_eq(
    $$ select * from report.verify_matches() order by invariant $$,
    $$ values
        (
            'a matched transfer moved the account by what the match says', fixture.id(1),
            'transfer ' || fixture.id(102)
        ),
        ('the transfers of a match cancel out', fixture.id(1), 'match ' || fixture.id(703)) $$,
    'names the book, and the match or the transfer'
);

select is(
    (select count(*) from report.verify_matches(pg_current_xact_id())), 2::bigint,
    'sees what was made by this transaction'
);

select is_empty(
    $$ select * from report.verify_matches((pg_current_xact_id()::text::bigint + 1)::text::xid8) $$,
    'looks at nothing older than a transaction when one is named'
);

select volatility_is('report', 'verify_matches', 'stable', 'reads one snapshot');

select finish();
rollback;
