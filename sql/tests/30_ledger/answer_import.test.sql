begin;
select plan(4);

select fixture.book(1);
select fixture.stop_clock('2026-01-31 12:00:00+00');
select fixture.statement(1, 1000, array[-100]);
select fixture.statement(2, 900, p_account => null);
select count(*) from fixture.post_import();

create function pg_temp.answer(p_import integer)
returns table (
    statement_no integer, source text, name text, outcome text, lines integer,
    closing bigint, replayed boolean, code text
)
language sql
begin atomic
    select
        statement_no,
        source,
        account_name,
        outcome,
        lines,
        closing,
        replayed,
        refusal ->> 'code' as code
    from ledger.answer_import(
        fixture.id(1), fixture.id(p_import),
        array(
            select judged::ledger.import_verdict
            from ledger.judge_import(fixture.id(1), fixture.id(p_import)) as judged
        )
    );
end;

select results_eq(
    $$ select * from pg_temp.answer(900) $$,
    $$ values
        (1, 'a.sta', 'a.sta:A', 'posted', 1, 900::bigint, true, null),
        (2, 'a.sta', null, 'refused', 0, 900, true, 'LG311') $$,
    'answers from the journal when nothing is staged any more'
);

select fixture.statement(1, 1000, array[-100], p_import => 901, p_source => 'b.sta');
select fixture.statement(2, 900, p_account => null, p_import => 901);

select results_eq(
    $$ select * from pg_temp.answer(901) $$,
    $$ values
        (1, 'b.sta', 'a.sta:A', 'duplicate', 1, 900::bigint, true, null),
        (2, 'a.sta', null, 'refused', 0, 900, true, 'LG311') $$,
    'answers for what is known with the account that it was posted to'
);

select fixture.statement(3, 900, array[5], p_off => 2, p_import => 903);
select count(*) from fixture.post_import(903);

select results_eq(
    $$ select breaks from ledger.answer_import(fixture.id(1), fixture.id(903), '{}') $$,
    $$ values (
        '[{"item": 3, "line_no": null, "reference": "statement 3", "amount": "2"}]'::jsonb
    ) $$,
    'tells where a statement does not add up'
);

select is_empty(
    $$ select * from pg_temp.answer(902) $$,
    'answers nothing for an import that nobody staged'
);

select finish();
rollback;
