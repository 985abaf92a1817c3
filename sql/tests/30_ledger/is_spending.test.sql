begin;
select plan(1);

select results_eq(
    $$ select kind from unnest(array[
           'transfer', 'reversal', 'opening', 'gap', 'break', 'hold', 'capture', 'void', 'expiry',
           'fee', 'exchange', 'interest', 'adjustment'
       ]) as kind
       where ledger.is_spending(kind)
       order by kind $$,
    $$ values ('adjustment'), ('exchange'), ('fee'), ('hold'), ('transfer') $$,
    'counts what a client decides, and a hold in place of its captures'
);

select finish();
rollback;
