begin;
select plan(11);

-- Ids of January in a month that goes; those of February, at the same numbers, in one that stays.
select fixture.stop_clock('2026-04-02 12:00:00+00');
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select ledger.add_month('2026-02-01');

create function pg_temp.later(p_number integer)
returns uuid
language sql
return (
    left(core.id_floor('2026-02-10 00:00:00+00')::text, 14)
    || '7000-8000-' || lpad(p_number::text, 12, '0')
)::uuid;

create function pg_temp.post(p_id uuid, p_value_date date default '2026-01-05')
returns text
language sql
as $body$
    select refusal ->> 'code'
    from api.post_transfer(
        fixture.id(1), p_id, fixture.id(11), fixture.id(12), 5, 'EUR', p_value_date => p_value_date
    );
$body$;

create function pg_temp.bonds(p_months regclass[] default '{ledger.transfer_2026_01}')
returns setof text
language sql
as $body$
    select regexp_replace(bond, '[0-9a-f-]{36}', 'X')
    from ledger.find_month_bonds(p_months) as bond
    order by bond;
$body$;

select pg_temp.post(fixture.id(101));

select results_eq(
    'select pg_temp.bonds()',
    $$ values ('2 transfers count in months that are open, X say') $$,
    'keeps what counts in a month that is not closed'
);

select fixture.close_period('2026-01-01');

select is_empty('select pg_temp.bonds()', 'lets go what nothing needs');

select pg_temp.post(pg_temp.later(1), '2026-02-10');

select is_empty('select pg_temp.bonds()', 'minds no line behind');

select results_eq(
    $$ select pg_temp.bonds('{ledger.transfer_2026_02}') $$,
    $$ values
        ('1 transfers count in months that are open, X say'),
        ('transfer_2026_01 is not behind the months that go') $$,
    'keeps a month while an earlier one stays'
);

select pg_temp.post(fixture.id(102), '2026-02-10');

select results_eq(
    'select pg_temp.bonds()',
    $$ values
        ('1 transfers count in months that are open, X say'),
        ('2 accounts have lines of them behind later ones, X say') $$,
    'keeps a line that came late into an old month'
);

select fixture.close_period('2026-02-01');

select results_eq(
    'select pg_temp.bonds()',
    $$ values ('2 accounts have lines of them behind later ones, X say') $$,
    'keeps it when its day is closed too: the history of the account would begin twice'
);

select refusal
from api.reverse_transfer(
    fixture.id(1), fixture.id(101), pg_temp.later(2), p_value_date => '2026-03-01'
);

select results_eq(
    'select bond from pg_temp.bonds() as bond where bond ~ ''reverse''',
    $$ values ('1 later transfers reverse one of them, X say') $$,
    'keeps what a later one takes back'
);

select is_empty(
    $$ select bond
       from pg_temp.bonds('{ledger.transfer_2026_01,ledger.transfer_2026_02}') as bond
       where bond !~ 'open' $$,
    'does not mind what ties months that go together'
);

select refusal
from api.authorise_hold(
    fixture.id(1), fixture.id(103), fixture.id(11), fixture.id(12), 5, 'EUR',
    p_value_date => '2026-03-01'
);

select results_eq(
    'select bond from pg_temp.bonds() as bond where bond ~ ''hold''',
    $$ values ('1 holds of them are open, X say') $$,
    'keeps an open hold'
);

select refusal
from api.capture_hold(
    fixture.id(1), fixture.id(103), pg_temp.later(3), p_value_date => '2026-03-01'
);

select results_eq(
    'select bond from pg_temp.bonds() as bond where bond ~ ''hold''',
    $$ values ('1 later transfers end or use a hold of them, X say') $$,
    'keeps a hold that a later transfer captured'
);

select fixture.stop_clock('2026-02-28 23:59:59+00');

select results_eq(
    'select bond from pg_temp.bonds() as bond where bond ~ ''kept''',
    $$ values ('transfer_2026_01 is kept: ids of the last month and later ones are taken') $$,
    'keeps the last month'
);

select finish();
rollback;
