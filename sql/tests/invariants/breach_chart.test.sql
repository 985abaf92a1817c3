-- The negative control of fixture.invariants(), for the chart and for metadata: every invariant is
-- broken by hand, and seen named.

begin;
select plan(13);

select fixture.account(11);
select fixture.account(12);
select api.open_heading(fixture.id(1), heading, heading, parent)
from (values ('1', null), ('1.1', '1'), ('1.1.1', '1.1'), ('2', null)) as asked (heading, parent);
select api.set_account_heading(fixture.id(1), fixture.id(11), '1.1');
select api.set_metadata_schema(fixture.id(1), 'liability', '{"required": ["a"]}');
select api.set_account_metadata(fixture.id(1), fixture.id(11), '{"a": 1}');


-- What the keys keep from being stored

select throws_ok(
    $$ update ledger.heading set parent = '1.1.1', tier = 4 where heading = '1' $$,
    '23503', null, 'is kept by the keys: a root can''t go under what is under it'
);

select throws_ok(
    $$ update ledger.heading set parent = '1.1', tier = 2 where heading = '1.1' $$,
    '23503', null, 'is kept by the keys: a heading can''t go under itself'
);

select throws_ok(
    $$ update ledger.heading set parent = null where heading = '1.1' $$,
    '23514', null, 'is kept by the check: a root has tier 1'
);

select fixture.drop_guards();

select is(fixture.broken_by('select'), '{}', 'finds nothing where all is well');

select is(
    fixture.broken_by($$ update ledger.heading set parent = '1.1.1' where heading = '1' $$),
    array['a heading stands one tier below its parent', 'every heading hangs from a root'],
    'sees a circle'
);

select is(
    fixture.broken_by($$ update ledger.heading set parent = '9', tier = 1 where heading = '2' $$),
    array['every heading hangs from a root'],
    'sees a heading under none that is there'
);

select is(
    fixture.broken_by($$ update ledger.heading set tier = 4 where heading = '1.1.1' $$),
    array['a heading stands one tier below its parent'],
    'sees a tier that is left out'
);

select is(
    fixture.broken_by($$
        insert into ledger.heading (book_id, heading, name, tier)
        values (fixture.id(9), '1', 'Cash', 1)
    $$),
    array['a heading belongs to a book'],
    'sees a heading of no book'
);

select is(
    fixture.broken_by($$
        insert into ledger.account_detail (book_id, account_id)
        values (fixture.id(1), fixture.id(99))
    $$),
    array['what is kept beside an account belongs to one'],
    'sees what is kept of no account'
);

select is(
    fixture.broken_by($$ update ledger.account_detail set heading = '9' $$),
    array['an account stands under a heading of its book'],
    'sees an account under no heading that is there'
);

select is(
    fixture.broken_by($$ update ledger.metadata_schema set json_schema = '{"format": "date"}' $$),
    array['a schema has only what can be judged'],
    'sees a schema of a keyword that nobody judges'
);

select is(
    fixture.broken_by($$ update ledger.account_detail set metadata = '{"b": 1}' $$),
    array['metadata fits the schema of its kind'],
    'sees metadata that does not fit'
);


-- The control of the control

select fixture.breaks_all_of('verify_chart');

select finish();
rollback;
