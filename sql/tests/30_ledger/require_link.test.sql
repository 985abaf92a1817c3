begin;
select plan(6);

-- Link 7 ties 101 and 102, which are posted; link 8 ties 103 and 104, which were refused; 107 is
-- posted under the link 7 of book 2.
select fixture.account(11, p_balance => 500);
select fixture.account(12);
select fixture.account(11, p_balance => 500, p_book => 2);
select fixture.account(12, p_book => 2);

create function pg_temp.request(p_number integer, p_amount bigint default 1)
returns jsonb
language sql
return jsonb_build_object(
    'transfer_id', fixture.id(p_number), 'debit_account_id', fixture.id(11),
    'credit_account_id', fixture.id(12), 'amount', p_amount, 'currency', 'EUR'
);

select api.post_transfers(fixture.id(book), items, fixture.id(link)) is not null as is_posted
from (
    values
    (1, 7, jsonb_build_array(pg_temp.request(101), pg_temp.request(102))),
    (1, 8, jsonb_build_array(pg_temp.request(103), pg_temp.request(104, 900))),
    (2, 7, jsonb_build_array(pg_temp.request(107)))
) as batch (book, link, items);

-- What speaks against these requests under a link; a request without an account is malformed.
create function pg_temp.judged(p_link integer, variadic p_numbers integer[])
returns text
language plpgsql
as $body$
begin
    perform ledger.require_link(fixture.id(1), fixture.id(p_link), ledger.read_requests(
        fixture.id(1),
        (
            select jsonb_agg(
                pg_temp.request(abs(n)) - case when n < 0 then 'debit_account_id' else '' end
            )
            from unnest(p_numbers) as n
        ),
        fixture.id(p_link), null, null
    ), 'link_id');
    return 'nothing';
exception
    when sqlstate 'LG211' then
        return 'LG211';
end;
$body$;

select is(pg_temp.judged(9, 105, 106), 'nothing', 'has nothing against a link that is new');

select results_eq(
    $$ select pg_temp.judged(7, 101, 102), pg_temp.judged(7, 102), pg_temp.judged(8, 104) $$,
    $$ values ('nothing', 'nothing', 'nothing') $$,
    'has nothing against what is asked again, or a part of it'
);

select results_eq(
    $$ select pg_temp.judged(7, 101, 102, 105), pg_temp.judged(7, 105), pg_temp.judged(8, 105),
           pg_temp.judged(8, 104, 105) $$,
    $$ values ('LG211', 'LG211', 'LG211', 'LG211') $$,
    'refuses another request under a link that ties others, or some that are posted'
);

select results_eq(
    $$ select pg_temp.judged(8, 103, 104, 105), pg_temp.judged(7, 101, 102, -105) $$,
    $$ values ('nothing', 'nothing') $$,
    'takes one more that had left no row when all were refused, and none that will leave one'
);

select throws_ok(
    format(
        'select ledger.require_link(
             %1$L, %2$L, ledger.read_requests(%1$L, %3$L, %2$L, null, null), %4$L
         )',
        fixture.id(1), fixture.id(7), jsonb_build_array(pg_temp.request(105)), 'link_id'
    ),
    'LG211', 'The link already ties other transfers.',
    'says so'
);

select is(
    fixture.facts_of(format(
        'select ledger.require_link(
             %1$L, %2$L, ledger.read_requests(%1$L, %3$L, %2$L, null, null), %4$L
         )',
        fixture.id(1), fixture.id(7), jsonb_build_array(pg_temp.request(107)),
        'exchange_id'
    )),
    jsonb_build_object('argument', 'exchange_id', 'link_id', fixture.id(7)),
    'names the link and the argument, whatever another book has under it'
);

select finish();
rollback;
