begin;
select plan(13);

select fixture.imports();
select fixture.book(2);


-- 1 validate

select throws_ok(
    $$ select api.list_import_findings(null) $$,
    'LG002', 'A required value is missing.',
    'refuses to look into no book'
);

select results_eq(
    $$ select fixture.facts_of(
           format('select api.list_import_findings(%L, p_limit => null)', book_id)
       )
       from unnest(array[null, fixture.id(1)]) as book_id $$,
    $$ values ('{"argument": "book_id"}'::jsonb), ('{"argument": "limit"}') $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.list_import_findings(fixture.id(1), p_limit => 501) $$,
    '23514', 'value for domain core.page_size violates check constraint "page_size_is_in_range"',
    'leaves a page of more than 500 to the domain'
);


-- 4 judge

select throws_ok(
    $$ select api.list_import_findings(fixture.id(1), p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select is(
    fixture.facts_of($$ select api.list_import_findings(fixture.id(3)) $$),
    jsonb_build_object('argument', 'book_id', 'book_id', fixture.id(3)),
    'refuses a book that is not there, and says which'
);


-- The answer

select results_eq(
    $$ select
           source::text, statement_no, line_no, reference::text, kind, amount::bigint,
           currency::text, refusal_code, reason
       from api.list_import_findings(fixture.id(1), p_actor => 'user:7')
       order by source, statement_no, kind collate "C", line_no nulls last $$,
    $$ values
        ('a.sta', 2, null, 'statement 2', 'break', 5::bigint, 'EUR', null, null),
        ('a.sta', 2, 20, 'statement 2', 'gap', -10, 'EUR', null, null),
        ('h.asc', 1, 11, 'ref 1', 'break', -1, 'EUR', null, null),
        ('h.asc', 1, null, 'statement 1', 'break', 1, 'EUR', null, null),
        ('r.sta', 1, 10, 'statement 1', 'refused', null, 'USD', 'LG311',
         'The statement lacks an account, a currency or a balance.'),
        ('r.sta', 2, 20, 'statement 2', 'refused', null, 'USD', 'LG312', 'It is torn.'),
        ('r.sta', 3, 30, 'statement 3', 'truncated', null, 'USD', 'LG313', 'It is torn.') $$,
    'tells every gap, break and refusal, where it stands and why'
);

select results_eq(
    $$ select
           finding.kind, finding.amount::bigint,
           case when transfer.credit_account_id = finding.account_id then transfer.amount
               else -transfer.amount end
       from api.list_import_findings(fixture.id(1)) as finding
       inner join ledger.transfer
           on finding.finding_id = transfer.transfer_id and finding.kind = transfer.kind
       order by finding.amount $$,
    $$ values
        ('gap', -10::bigint, -10::bigint), ('break', -1, -1), ('break', 1, 1), ('break', 5, 5) $$,
    'names the transfer that posted a gap or a break'
);

create function pg_temp.paged(p_size integer)
returns setof uuid
language plpgsql
as $body$
declare
    v_after uuid;
    v_page uuid [];
begin
    loop
        v_page := array(
            select finding_id
            from api.list_import_findings(fixture.id(1), p_after => v_after, p_limit => p_size)
        );
        exit when v_page = '{}';
        return query select unnest(v_page);
        v_after := v_page[cardinality(v_page)];
    end loop;
end;
$body$;

select results_eq(
    $$ select size, array_agg(paged)
       from unnest(array[1, 2, 3]) as size, pg_temp.paged(size) as paged
       group by size order by size $$,
    $$ select size, array(select finding_id from api.list_import_findings(fixture.id(1)))
       from unnest(array[1, 2, 3]) as size $$,
    'gives the same list in pages of every size'
);

select results_eq(
    $$ select distinct source::text from api.list_import_findings(fixture.id(1), 'h.asc') $$,
    $$ values ('h.asc') $$,
    'tells those of one source when asked'
);

select fixture.statement(1, 1000, array[1], p_import => 904);
select count(*) from fixture.post_import(904);

select results_eq(
    $$ select import_id, kind, amount::bigint, refusal_code
       from api.list_import_findings(fixture.id(1), 'a.sta') where kind = 'conflict' $$,
    $$ values (fixture.id(904), 'conflict', null::bigint, 'LG301') $$,
    'tells another content at a known place as a conflict'
);

-- The second statement of r.sta comes again, whole.
select fixture.statement(2, 1, p_currency => 'USD', p_import => 905, p_source => 'r.sta');
select count(*) from fixture.post_import(905);

select results_eq(
    $$ select source::text, statement_no, kind from api.list_import_findings(fixture.id(1))
       where not is_settled order by source, statement_no $$,
    $$ values ('a.sta', 1, 'conflict'), ('r.sta', 1, 'refused'), ('r.sta', 3, 'truncated') $$,
    'calls settled what is posted, and what was refused and came again whole'
);

select is_empty(
    $$ select * from api.list_import_findings(fixture.id(2)) $$,
    'lists nothing of another book'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
