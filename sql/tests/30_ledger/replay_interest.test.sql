begin;
select plan(5);

select fixture.interest_account();
select fixture.terms('2026-01-01');
select fixture.line(101, 10000, '2026-01-01');
select fixture.accrue(102, '2026-01-04');

create function pg_temp.replay(
    p_transfer integer,
    p_through date default '2026-01-04',
    p_number integer default 12
)
returns ledger.interest_accrual
language plpgsql
as $body$
declare
    v_request ledger.interest_accrual;
begin
    v_request.book_id := fixture.id(1);
    v_request.transfer_id := fixture.id(p_transfer);
    v_request.account_id := fixture.id(p_number);
    v_request.through_date := p_through;
    return ledger.replay_interest(v_request);
end;
$body$;

select is(
    pg_temp.replay(103)::text, null,
    'knows nothing of an id that is new'
);

select results_eq(
    $$ select * from pg_temp.replay(102) $$,
    $$ select * from ledger.interest_accrual $$,
    'returns what is stored'
);

select results_eq(
    $$ select (replayed).refusal -> 'facts' -> 'differing'
       from (values
           (pg_temp.replay(102, '2026-01-05')),
           (pg_temp.replay(102, '2026-01-05', 13)),
           (pg_temp.replay(101))
       ) as answer (replayed) $$,
    $$ values
        ('["through_date"]'::jsonb), ('["account_id", "through_date"]'), ('["kind"]') $$,
    'refuses the id of another accrual, or of a transfer, and says what differs'
);

select results_eq(
    $$ select num_nonnulls(account_id, numerator, amount), transfer_id, refusal ->> 'code'
       from pg_temp.replay(102, '2026-01-05') $$,
    $$ values (0, fixture.id(102), 'LG301') $$,
    'tells nothing else of the other'
);

select is(
    (select (refusal -> 'facts') ->> 'argument' from pg_temp.replay(101)), 'transfer_id',
    'names the argument'
);

select finish();
rollback;
