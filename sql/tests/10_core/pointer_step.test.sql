begin;
select plan(2);

select results_eq(
    $$ select core.pointer_step(key) from unnest(array['a', 'a/b', 'a~b', '~1', '']) as key $$,
    $$ values ('a'), ('a~1b'), ('a~0b'), ('~01'), ('') $$,
    'writes the tilde first, so that a step is read as it was'
);

select is(core.pointer_step(null), null, 'makes no step of nothing');

select finish();
rollback;
