begin;
select plan(8);

select fixture.reconciled_account();

create function pg_temp.sums(
    p_days integer default 5, p_paired uuid[] default '{}', p_sure uuid[] default '{}'
)
returns table (summed text, moved bigint, items text, days integer, has_reference boolean)
language sql
begin atomic
    select
        fixture.item_name(transfer_id) as summed,
        moved,
        (
            select fixture.item_names(array_agg(id order by id))
            from unnest(item_ids) as id
        ) as items,
        days,
        has_reference
    from report.suggested_sums(fixture.id(1), fixture.clearing(), p_days, p_paired, p_sure)
    order by version, item_ids;
end;

select results_eq(
    $$ select * from pg_temp.sums() $$,
    $$ values ('L4', -900::bigint, 'O104 O105', 1, false) $$,
    'finds two of ours that add up to a line'
);

select is_empty($$ select * from pg_temp.sums(0) $$, 'looks no further than the days');

select is_empty(
    $$ select * from pg_temp.sums(p_paired => array[fixture.line(4)]) $$,
    'looks for nothing that is paired'
);

select is_empty(
    $$ select * from pg_temp.sums(p_sure => array[fixture.id(104)]) $$,
    'adds up nothing that is sure'
);

-- One of ours was paid in five parts; six are too many.
select fixture.own(201, 1100, 'LOT77', '2026-01-20');
select fixture.statement(
    1, 300, '{-1}', p_import => 901, p_source => 'b.sta', p_account => 'B'
);
select fixture.post_import(901);

select fixture.own(number, number - 210, 'GRP8 ', '2026-01-20')
from generate_series(211, 215) as number; -- 1 + 2 + 3 + 4 + 5
select fixture.statement(
    1, 0, '{15,21}', p_import => 902, p_source => 'c.sta', p_account => 'C'
);
update ledger.staged_line
set
    memo = 'grp8',
    value_date = '2026-01-20';
select fixture.post_import(902);

select results_eq(
    $$ select moved, items, has_reference from pg_temp.sums() where has_reference $$,
    $$ values (-15::bigint, 'O211 O212 O213 O214 O215', true) $$,
    'adds up five, and knows when all have the reference'
);

select fixture.own(216, 6, 'GRP8', '2026-01-20');

select is_empty(
    $$ select * from pg_temp.sums() where moved = -21 $$,
    'does not add up six'
);

-- Twelve of one unit and one of ten: only the ten nearest are tried, and three sums told.
select fixture.own(number, 1, null, '2026-01-05') from generate_series(221, 232) as number;
select fixture.statement(
    1, 0, '{2}', p_import => 903, p_source => 'd.sta', p_account => 'D'
);
update ledger.staged_line
set
    value_date = '2026-01-05',
    memo = null;
select fixture.post_import(903);

select results_eq(
    $$ select items from pg_temp.sums(2) where moved = -2 $$,
    $$ values ('O221 O222'), ('O221 O223'), ('O221 O224') $$,
    'tells three of many, always the same'
);

select volatility_is('report', 'suggested_sums', 'stable', 'reads one snapshot');

select finish();
rollback;
