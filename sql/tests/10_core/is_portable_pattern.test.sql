-- That both read it the same is shown beside ECMA-262 itself: scripts/json_faults_test.py.

begin;
select plan(5);

select is_empty(
    $$ select pattern
       from unnest(array[
           '', '^[A-Z]{3}$', '^DE[0-9]{20}$', '^(?:a|b)+$', '^[a-z-]+$', '[^/]', '\.\$\^\[\\',
           '[\]\-a]', 'ü😀', 'a{255}', 'a{2,}', 'a{2,3}', '(a{2})?', '((a*)*)*', repeat('a', 200)
       ]) as pattern
       where not core.is_portable_pattern(pattern) $$,
    'lets plain characters, marks, classes, counts, groups and alternatives pass'
);

select is_empty(
    $$ select pattern
       from unnest(array[
           'a.c', '\d', '\w', '\s', '\b', '\n', '\1', '(a)\1', '(?=a)', '(?!a)', '(?i)a',
           '***=a', '[[:alpha:]]', '[[.a.]]', '[]', '[]a]', 'a*?', 'a+?', 'a{,3}', ']', '}', '{',
           '[a', '\', '^*'
       ]) as pattern
       where core.is_portable_pattern(pattern) $$,
    'stops what the two read differently, or one does not read'
);

select is_empty(
    $$ select pattern
       from unnest(array['(a', 'a)', '[b-a]', 'a{3,2}', '*a', '+', '?']) as pattern
       where core.is_portable_pattern(pattern) $$,
    'stops what is no pattern at all'
);

select is_empty(
    $$ select pattern
       from unnest(array[
           'a{256}', 'a{999}', '(a){2}', '((a{99}){99}){99}', repeat('a', 201)
       ]) as pattern
       where core.is_portable_pattern(pattern) $$,
    'stops a count of more than 255, a count of a group, and more than 200 characters'
);

select is(core.is_portable_pattern(null), null, 'says nothing of nothing');

select finish();
rollback;
