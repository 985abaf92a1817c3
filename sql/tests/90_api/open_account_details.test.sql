-- What an account is opened with besides currency, name and floor; and what it keeps of the first
-- request when that is set otherwise later.

begin;
select plan(19);

select fixture.book();
select api.open_heading(fixture.id(1), '1', 'Cash');
select api.open_heading(fixture.id(1), '2', 'Clients');
select api.set_metadata_schema(
    fixture.id(1), 'asset', '{"required": ["owner"], "additionalProperties": {"maxLength": 5}}'
);

create function pg_temp.open_account(
    p_number integer,
    p_kind text default 'asset',
    p_ceiling bigint default 0,
    p_transfer bigint default 100,
    p_day bigint default 1000,
    p_heading text default '1',
    p_metadata jsonb default '{"owner": "me"}'
)
returns table (
    kind text,
    ceiling bigint,
    transfer bigint,
    day bigint,
    heading text,
    metadata jsonb,
    replayed boolean,
    code text
)
language sql
begin atomic
    select
        kind,
        balance_ceiling,
        transfer_limit,
        day_limit,
        heading,
        metadata,
        replayed,
        refusal ->> 'code' as code
    from api.open_account(
        fixture.id(1), fixture.id(p_number), 'EUR', null, null,
        p_kind, p_ceiling, p_transfer, p_day, p_heading, p_metadata, 'user:7', repeat('a', 32)
    );
end;


-- 1 validate

select throws_ok(
    $$ select pg_temp.open_account(11, 'gift') $$,
    '23514', 'value for domain core.account_kind violates check constraint "account_kind_is_known"',
    'leaves a kind that nobody knows to the domain'
);

select throws_ok(
    $$ select pg_temp.open_account(11, p_ceiling => -1) $$,
    '23514',
    'value for domain core.opening_ceiling violates check constraint "opening_ceiling_is_in_range"',
    'leaves a ceiling below zero to the domain'
);

select throws_ok(
    $$ select pg_temp.open_account(11, p_metadata => '[]') $$,
    '23514', 'value for domain core.metadata violates check constraint "metadata_is_object"',
    'leaves metadata that is no object to the domain'
);

select throws_ok(
    $$ select pg_temp.open_account(
           11, p_metadata => jsonb_build_object('a', repeat('b', 8192 - 8))
       ) $$,
    '23514', 'value for domain core.metadata violates check constraint "metadata_has_size"',
    'leaves metadata of 8193 bytes to the domain'
);


-- 4 judge

select throws_ok(
    $$ select pg_temp.open_account(11, p_heading => '3') $$,
    'LG106', 'There is no such heading in this book.', 'refuses a heading that is not there'
);

select is(
    fixture.facts_of($$ select pg_temp.open_account(11, p_heading => '3') $$),
    '{"argument": "heading", "heading": "3"}',
    'says which'
);

select throws_ok(
    $$ select pg_temp.open_account(11, p_metadata => '{}') $$,
    'LG009', 'The metadata doesn''t fit the schema of its kind.',
    'refuses metadata that the kind does not take'
);

select is(
    fixture.facts_of($$ select pg_temp.open_account(11, p_metadata => null) $$),
    '{
        "argument": "metadata", "kind": "asset",
        "faults": [{"pointer": "/owner", "keyword": "required"}]
    }',
    'refuses none where the kind asks for some, and says what'
);

select is_empty(
    $$ select from ledger.account
       union all
       select from audit.event where topic like 'account%' $$,
    'has left nothing so far'
);


-- 5 write

select results_eq(
    $$ select answer.* from pg_temp.open_account(11) as answer $$,
    $$ values (
        'asset', 0::bigint, 100::bigint, 1000::bigint, '1', '{"owner": "me"}'::jsonb, false,
        null::text
    ) $$,
    'opens an account with all that is named'
);

select results_eq(
    $$ select kind::text, balance_floor, balance_ceiling::bigint, transfer_limit::bigint,
           day_limit::bigint, heading::text, metadata::jsonb
       from api.get_account(fixture.id(1), fixture.id(11)) $$,
    $$ values (
        'asset', null::core.balance, 0::bigint, 100::bigint, 1000::bigint, '1',
        '{"owner": "me"}'::jsonb
    ) $$,
    'has it in the account'
);

select results_eq(
    $$ select kind::text, balance_ceiling, transfer_limit, day_limit, heading, metadata
       from api.open_account(fixture.id(1), fixture.id(12), 'EUR') $$,
    $$ values (
        'liability', null::core.balance, null::core.amount, null::core.amount,
        null::core.heading_code, null::core.metadata
    ) $$,
    'opens a liability without a limit, a heading or metadata where none is named'
);

select is_empty(
    $$ select from ledger.account_detail where account_id = fixture.id(12) $$,
    'leaves no row beside an account that has nothing to keep there'
);

select results_eq(
    $$ select octet_length(metadata::text)
       from pg_temp.open_account(
           13, 'equity', p_metadata => jsonb_build_object('a', repeat('b', 8192 - 9))
       ) $$,
    $$ values (8192) $$,
    'takes metadata of 8192 bytes, and any where the kind has no schema'
);


-- 3 replay

select lives_ok(
    $$ select api.set_account_limits(fixture.id(1), fixture.id(11), null, 5);
       select api.set_account_heading(fixture.id(1), fixture.id(11), '2');
       select api.set_account_metadata(fixture.id(1), fixture.id(11), '{"owner": "you"}');
       select api.set_metadata_schema(fixture.id(1), 'asset', '{"required": ["owner"],
           "properties": {"owner": {"const": "you"}}}') $$,
    'lets everything be set otherwise'
);

select results_eq(
    $$ select answer.* from pg_temp.open_account(11) as answer $$,
    $$ values (
        'asset', 0::bigint, 100::bigint, 1000::bigint, '1', '{"owner": "me"}'::jsonb, true,
        null::text
    ) $$,
    'answers a repeated request as it answered the first, whatever was set since'
);

select is_empty(
    $$ select answer.code
       from (values
           ('equity', 0, 100, 1000, '1', '{"owner": "me"}'),
           ('asset', 5, 100, 1000, '1', '{"owner": "me"}'),
           ('asset', 0, 101, 1000, '1', '{"owner": "me"}'),
           ('asset', 0, 100, null, '1', '{"owner": "me"}'),
           ('asset', 0, 100, 1000, '2', '{"owner": "me"}'),
           ('asset', 0, 100, 1000, '1', '{"owner": "you"}'),
           ('asset', 0, 100, 1000, '1', null)
       ) as asked (kind, ceiling, transfer, day, heading, metadata),
       pg_temp.open_account(
           11, kind, ceiling, transfer, day, heading, metadata::jsonb
       ) as answer
       where answer.code is distinct from 'LG301' $$,
    'refuses the key of another request, whatever differs, even what it was set to later'
);

-- An event of an earlier release names three things.
insert into ledger.account (book_id, account_id, currency, balance_floor)
values (fixture.id(1), fixture.id(14), 'EUR', 0);
select audit.record(
    fixture.id(1), 'account.opened', fixture.id(14)::text,
    '{"currency": "EUR", "name": null, "balance_floor": "0"}', null, null
);

select results_eq(
    $$ select replayed, refusal ->> 'code'
       from unnest(array['liability', 'asset']) as kind,
           api.open_account(
               fixture.id(1), fixture.id(14), 'EUR', p_kind => kind,
               p_metadata => case kind when 'asset' then '{"owner": "you"}'::jsonb end
           ) $$,
    $$ values (true, null), (false, 'LG301') $$,
    'knows an account that was opened before there were kinds'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
