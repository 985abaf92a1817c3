begin;
select plan(6);

select fixture.interest_account();
select fixture.account(22, p_currency => 'USD');
select fixture.terms('2026-01-01');
select fixture.line(101, 10000, '2026-01-01');
select fixture.accrue(102, '2026-01-04');

create function pg_temp.judge(
    p_from date,
    p_counterpart integer default 21,
    p_account integer default 12
)
returns core.refusal
language plpgsql
as $body$
declare
    v_terms ledger.interest_terms;
begin
    v_terms.book_id := fixture.id(1);
    v_terms.account_id := fixture.id(p_account);
    v_terms.counterpart_account_id := fixture.id(p_counterpart);
    v_terms.from_date := p_from;
    return ledger.judge_interest_terms(v_terms);
end;
$body$;

select is(
    pg_temp.judge('2026-01-05'), null,
    'has nothing against terms from the first day that is not accrued'
);

select throws_ok(
    $$ select pg_temp.judge('2026-01-04') $$,
    'LG206', 'The interest of the day is accrued already.',
    'refuses terms from the last day that is accrued'
);

select is(
    fixture.facts_of($$ select pg_temp.judge('2026-01-04') $$),
    '{"argument": "from_date", "asked": "2026-01-04", "accrued_through": "2026-01-04"}',
    'says through which day it is accrued'
);

select throws_ok(
    $$ select pg_temp.judge('2026-01-05', 13) $$,
    'LG101', 'There is no such account in this book.',
    'refuses a counterpart that is not there'
);

select results_eq(
    $$ select fixture.facts_of(
           format('select pg_temp.judge(%L, %s, %s)', '2026-01-05', counterpart, account)
       )
       from (values (13, 12), (21, 13)) as side (counterpart, account) $$,
    $$ values
        (jsonb_build_object(
            'argument', 'counterpart_account_id', 'account_id', fixture.id(13)
        )),
        (jsonb_build_object('argument', 'account_id', 'account_id', fixture.id(13))) $$,
    'names the account that is not there'
);

select is(
    pg_temp.judge('2026-01-05', 22),
    core.refusal('LG302', '{
        "argument": "counterpart_account_id", "asked": "EUR", "counterpart": "USD"
    }'),
    'refuses a counterpart of another currency'
);

select finish();
rollback;
