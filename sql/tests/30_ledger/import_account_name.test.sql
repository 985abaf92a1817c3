begin;
select plan(1);

select results_eq(
    $$ select ledger.import_account_name(kind, 'EUR')::text
       from unnest(array['transfer', 'opening', 'gap', 'break']) as kind $$,
    $$ values ('clearing:EUR'), ('opening:EUR'), ('gap:EUR'), ('suspense:EUR') $$,
    'names the other side of each kind'
);

select finish();
rollback;
