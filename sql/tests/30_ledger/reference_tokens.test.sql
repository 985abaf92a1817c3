begin;
select plan(6);

select results_eq(
    $$ select ledger.reference_tokens(memo)
       from (values
           (1, 'Paid inv-2024/17.'), (2, 'INV 2024/17'), (3, '/EREF/4711/REMI/ab12/'),
           (4, '(RF18.5390 0754),"x#99_1"')
       ) as given (place, memo)
       order by place $$,
    $$ values
        ('{INV202417}'::text[]), ('{202417}'), ('{4711,AB12}'), ('{0754,RF185390,X991}') $$,
    'reads words with a digit, in upper case and without what banks drop'
);

select is(
    ledger.reference_tokens('abc1 ab1 1234 123'), '{1234,ABC1}', 'needs four signs of a word'
);

select is(
    ledger.reference_tokens('1999 2024 INV-2024 2124 20245'), '{20245,2124}',
    'takes a year for nothing'
);

select is(ledger.reference_tokens('A001 b002 a001'), '{A001,B002}', 'tells each once, in order');

select is(
    ledger.reference_tokens('Überweisung straße№1234 rent'), '{}', 'leaves out what is not ASCII'
);

select is(ledger.reference_tokens(null), '{}', 'has none of no memo');

select finish();
rollback;
