begin;
select plan(4);

select ok(core.is_v7('017f22e2-79b0-7cc3-98c4-dc0c0c07398f'), 'knows a uuid of version 7');

select ok(
    not core.is_v7('919108f7-52d1-4320-9bac-f847db4148a8'),
    'tells one of version 4 from it'
);

select is_empty(
    $$ select digit
       from unnest(string_to_array('0123456789abcdef', null)) as digit
       where core.is_v7(format('017f22e2-79b0-%scc3-98c4-dc0c0c07398f', digit)::uuid)
       <> (digit = '7') $$,
    'lets no other version pass'
);

select is_empty(
    $$ select digit
       from unnest(string_to_array('0123456789abcdef', null)) as digit
       where core.is_v7(format('017f22e2-79b0-7cc3-%s8c4-dc0c0c07398f', digit)::uuid)
       <> (digit in ('8', '9', 'a', 'b')) $$,
    'lets no other variant pass'
);

select finish();
rollback;
