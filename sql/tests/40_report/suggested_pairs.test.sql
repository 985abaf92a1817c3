begin;
select plan(7);

select fixture.reconciled_account();

create function pg_temp.pairs(p_days integer default 5)
returns table (reason text, days integer, pair text, moved bigint)
language sql
begin atomic
    select
        reason::text,
        days,
        fixture.item_names(array[line_id, own_id]) as pair,
        moved
    from report.suggested_pairs(fixture.id(1), fixture.clearing(), p_days)
    order by line_version, own_version;
end;

select results_eq(
    $$ select * from pg_temp.pairs() $$,
    $$ values
        ('exact', 0, 'L1 O101', -100::bigint),
        ('reference', 2, 'L2 O102', -200),
        ('amount', 0, 'L3 O103', 300) $$,
    'pairs by amount, reference and day'
);

select fixture.own(201, 900, null, '2026-01-25');
select fixture.own(202, 900, null, '2026-01-26');
select fixture.own(203, -900, null, '2026-01-20');
select fixture.own(204, 900, null, '2026-01-15');
select fixture.own(205, 900, null, '2026-01-14');

select results_eq(
    $$ select days, pair from pg_temp.pairs() where reason = 'amount' and moved = -900 $$,
    $$ values (5, 'L4 O201'), (5, 'L4 O204') $$,
    'takes five days, before or after, for a window of five; six are none, nor is the same sign'
);

select results_eq(
    $$ select pair from pg_temp.pairs(0) where reason <> 'amount' $$,
    $$ values ('L1 O101'), ('L2 O102') $$,
    'needs no window where a reference speaks'
);

-- Ten of one amount on its day: the line meets the last three, and of the three behind it the one
-- within five days.
select fixture.own(number, 900, 'x', '2026-01-20') from generate_series(211, 220) as number;

select results_eq(
    $$ select pair from pg_temp.pairs() where moved = -900 $$,
    $$ values ('L4 O201'), ('L4 O218'), ('L4 O219'), ('L4 O220') $$,
    'meets three neighbours to each side, however many there are'
);

-- A second exact one, and a line that has two references in common.
select fixture.own(231, 100, 'INV-0001 A-0001', '2026-01-10');

select results_eq(
    $$ select reason, pair from pg_temp.pairs() where moved = -100 $$,
    $$ values ('exact', 'L1 O101'), ('exact', 'L1 O231') $$,
    'tells a pair once, and all exact ones'
);

do $body$
begin
    perform api.reverse_transfer(fixture.id(1), fixture.id(231), fixture.id(232), p_value_date =>
        '2026-01-13');
    perform api.reverse_transfer(fixture.id(1), fixture.id(102), fixture.id(233), 199);
end;
$body$;

select results_eq(
    $$ select reason, days, pair from pg_temp.pairs() where abs(moved) in (100, 200) $$,
    $$ values ('exact', 0, 'L1 O101'), ('reference', 2, 'L2 O102'), ('reversal', 3, 'O231 O232') $$,
    'leaves to its reversal what was taken back as a whole'
);

select volatility_is('report', 'suggested_pairs', 'stable', 'reads one snapshot');

select finish();
rollback;
