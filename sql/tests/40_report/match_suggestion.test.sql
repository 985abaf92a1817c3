begin;
select plan(3);

select fixture.reconciled_account();
select fixture.own(201, 300, 'PART1', '2026-01-20');
select api.reverse_transfer(
    fixture.id(1), fixture.id(201), fixture.id(202), p_value_date => '2026-01-20'
);

create function pg_temp.suggested()
returns table (
    score integer, reason text, days integer, candidates bigint, moved bigint, items text
)
language sql
begin atomic
    select
        score,
        reason::text,
        days,
        candidates,
        moved,
        fixture.item_names(transfer_ids) as items
    from report.match_suggestion(fixture.id(1), fixture.clearing(), 5)
    order by -score, version, transfer_ids;
end;

select results_eq(
    $$ select * from pg_temp.suggested() $$,
    $$ values
        (100, 'exact', 0, 1::bigint, -100::bigint, 'L1 O101'),
        (95, 'reversal', 0, 1, 300, 'O201 O202'),
        (88, 'reference', 2, 1, -200, 'L2 O102'),
        (60, 'amount', 0, 1, 300, 'L3 O103'),
        (36, 'sum', 1, 1, -900, 'L4 O105 O104') $$,
    'has pairs and sums, each with its score'
);

select fixture.own(203, -300, null, '2026-01-17');
select fixture.own(204, 400, 'part', '2026-01-25');

select results_eq(
    $$ select score, candidates, items from pg_temp.suggested() where score < 88 $$,
    $$ values
        (60, 2::bigint, 'L3 O103'),
        (55, 2, 'L3 O203'),
        (36, 2, 'L4 O105 O104'),
        (32, 2, 'L4 O105 O204') $$,
    'counts those that compete, and takes a point a day'
);

select volatility_is('report', 'match_suggestion', 'stable', 'reads one snapshot');

select finish();
rollback;
