begin;
select plan(6);

select fixture.book();
select fixture.stop_clock('2026-02-02 12:00:00+00');
select fixture.statement(1, 100, '{5,5}');
select fixture.statement(2, 110, '{1}');
select fixture.statement(1, 100, '{7}', p_import => 901);
select fixture.statement(1, 100, '{7}', p_import => 902);
update ledger.staged_statement set staged_at = core.now() - case import_id
    when fixture.id(900) then interval '24 hours 1 second'
    when fixture.id(901) then interval '24 hours'
    else interval '25 hours'
end;
update ledger.staged_statement set staged_at = core.now()
where
    import_id = fixture.id(902)
    and statement_no = 1;

select throws_ok(
    'select api.sweep_imports(null)', 'LG002', 'A required value is missing.',
    'refuses no limit'
);

select is(
    fixture.facts_of('select api.sweep_imports(null)'), '{"argument": "limit"}', 'says so'
);

select results_eq(
    'select * from api.sweep_imports()',
    $$ values (1::bigint, 2::bigint, 3::bigint) $$,
    'takes out what is older than a day'
);

select results_eq(
    $$ select import_id from ledger.staged_statement order by import_id $$,
    $$ values (fixture.id(901)), (fixture.id(902)) $$,
    'leaves what is not'
);

update ledger.staged_statement set staged_at = core.now() - interval '2 days';

select results_eq(
    'select imports, lines from api.sweep_imports(1)',
    $$ values (1::bigint, 1::bigint) $$,
    'takes no more imports than the limit says'
);

select is_empty(
    $$ select * from api.sweep_imports(500) where imports <> 1
       union all
       select * from api.sweep_imports(500) where imports <> 0 $$,
    'finds the rest, then nothing'
);

select finish();
rollback;
