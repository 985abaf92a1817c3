begin;
select plan(1);

select results_eq(
    $$ select code, ledger.leaves_row(jsonb_build_object('code', code, 'title', '', 'facts', ''))
       from unnest(array['LG003', 'LG101', 'LG301', 'LG302', 'LG310']) as code
       union all
       select null, ledger.leaves_row(null) $$,
    $$ values
        ('LG003', false), ('LG101', false), ('LG301', false), ('LG302', true), ('LG310', true),
        (null, true) $$,
    'is so for what was posted, and for what was judged and refused'
);

select finish();
rollback;
