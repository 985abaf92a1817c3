-- The check of the journal, both sides of each fact. Rows are put in by hand, as no routine would.

begin;
select plan(5);

select fixture.account(11);
select fixture.account(12);

create function pg_temp.row_of(p_changed jsonb)
returns ledger.transfer
language sql
as $body$
    select jsonb_populate_record(null::ledger.transfer, jsonb_build_object(
        'book_id', fixture.id(1), 'transfer_id', fixture.id(100), 'kind', 'transfer',
        'debit_account_id', fixture.id(11), 'debit_version', 1, 'debit_balance', -100,
        'credit_account_id', fixture.id(12), 'credit_version', 1, 'credit_balance', 100,
        'amount', 100, 'currency', 'EUR', 'value_date', '2026-01-01', 'recorded_by', 'user:7',
        'recorded_at', '2026-01-01', 'session_role', 'writer', 'xid', '7'
    ) || p_changed);
$body$;

-- What the table says to a row: the name of the constraint that it breaks, or null.
create function pg_temp.broken(p_changed jsonb)
returns text
language plpgsql
as $body$
declare
    v_constraint text;
begin
    insert into ledger.transfer select (pg_temp.row_of(p_changed)).*;
    raise exception using errcode = 'raise_exception'; -- takes the row back
exception
    when check_violation then
        get stacked diagnostics v_constraint = constraint_name;
        return v_constraint;
    when raise_exception then
        return null;
end;
$body$;

create function pg_temp.refused()
returns jsonb
language sql
return jsonb_build_object(
    'debit_version', null, 'debit_balance', null, 'credit_version', null, 'credit_balance', null,
    'refusal', core.refusal('LG303', '{}')
);

create function pg_temp.half()
returns jsonb
language sql
return '{"credit_version": null, "credit_balance": null}'::jsonb;

create function pg_temp.of(p_kind text, p_id_column text)
returns jsonb
language sql
return jsonb_build_object('kind', p_kind, p_id_column, fixture.id(9));

select results_eq(
    $$ select what, pg_temp.broken(changed) from (values
           (1, '{}'::jsonb),
           (2, pg_temp.refused()),
           (3, '{"debit_version": 7, "credit_version": 8}'),
           (4, '{"kind": "fee"}'),
           (5, pg_temp.of('reversal', 'reverses_transfer_id')),
           (6, pg_temp.half() || '{"kind": "hold"}'),
           (7, pg_temp.half() || '{"kind": "hold", "expires_at": "2026-01-02"}'),
           (8, pg_temp.of('capture', 'hold_transfer_id') || '{"is_rest": false}'),
           (9, pg_temp.half() || pg_temp.of('void', 'hold_transfer_id')),
           (10, pg_temp.half() || pg_temp.of('expiry', 'hold_transfer_id')),
           (11, pg_temp.refused() || pg_temp.of('void', 'hold_transfer_id')),
           (12, pg_temp.refused() || '{"kind": "hold"}')
       ) as good (what, changed) order by what $$,
    $$ select what, null::text from generate_series(1, 12) as what order by what $$,
    'lets every kind be stored, posted or refused'
);

select results_eq(
    $$ select what, pg_temp.broken(changed) from (values
           (1, jsonb_build_object('credit_account_id', fixture.id(11))),
           (2, '{"value_date": "infinity"}'),
           (3, '{"value_date": "-infinity"}'),
           (4, pg_temp.refused() || jsonb_build_object('refusal', core.refusal('LG101', '{}'))),
           (5, '{"debit_version": 0}'),
           (6, '{"credit_version": 0}')
       ) as bad (what, changed) order by what $$,
    $$ select what, 'transfer_shape_check' from generate_series(1, 6) as what order by what $$,
    'stores nothing between one account, on no day, below the first version, or of another class'
);

select results_eq(
    $$ select kind, column_name, pg_temp.broken(
           case kind
               when 'transfer' then '{}'::jsonb
               when 'hold' then pg_temp.half() || '{"kind": "hold"}'
               else pg_temp.refused()
           end
           || jsonb_build_object(column_name, case when kind <> 'refused' then null else 2 end)
       )
       from (values ('transfer'), ('hold'), ('refused')) as kind (kind)
       cross join unnest(array[
           'debit_version', 'debit_balance', 'credit_version', 'credit_balance'
       ]) as column_name
       where kind <> 'hold' or column_name like 'debit%'
       order by kind, column_name $$,
    $$ select kind, column_name, 'transfer_shape_check'
       from (values ('transfer'), ('hold'), ('refused')) as kind (kind)
       cross join unnest(array[
           'debit_version', 'debit_balance', 'credit_version', 'credit_balance'
       ]) as column_name
       where kind <> 'hold' or column_name like 'debit%'
       order by kind, column_name $$,
    'asks for each version and balance of what was posted, and for none of what was refused'
);

select results_eq(
    $$ select kind, column_name, pg_temp.broken(
           pg_temp.half() || pg_temp.of(kind, 'hold_transfer_id')
           || case kind when 'hold' then '{"hold_transfer_id": null}' else '{}' end::jsonb
           || jsonb_build_object(column_name, 2)
       )
       from unnest(array['hold', 'void', 'expiry']) as kind
       cross join unnest(array['credit_version', 'credit_balance']) as column_name
       order by kind, column_name $$,
    $$ select kind, column_name, 'transfer_shape_check'
       from unnest(array['hold', 'void', 'expiry']) as kind
       cross join unnest(array['credit_version', 'credit_balance']) as column_name
       order by kind, column_name $$,
    'lets what sets aside and gives back leave the credit account alone'
);

select results_eq(
    $$ select what, pg_temp.broken(changed) from (values
           (1, pg_temp.of('transfer', 'reverses_transfer_id')),
           (2, pg_temp.of('transfer', 'hold_transfer_id')),
           (3, '{"is_rest": true}'),
           (4, '{"expires_at": "2026-01-02"}'),
           (5, '{"kind": "reversal"}'),
           (6, pg_temp.of('fee', 'reverses_transfer_id')),
           (7, pg_temp.of('fee', 'hold_transfer_id')),
           (8, '{"kind": "capture", "is_rest": true}'),
           (9, pg_temp.of('capture', 'hold_transfer_id')),
           (10, pg_temp.half() || '{"kind": "void"}'),
           (11, pg_temp.half() || '{"kind": "expiry"}'),
           (12, pg_temp.half() || pg_temp.of('void', 'hold_transfer_id') || '{"is_rest": true}'),
           (13, '{"kind": "fee", "expires_at": "2026-01-02"}'),
           (14, pg_temp.half() || '{"kind": "hold", "expires_at": "infinity"}')
       ) as bad (what, changed) order by what $$,
    $$ select what, 'transfer_shape_check' from generate_series(1, 14) as what order by what $$,
    'asks for what a kind refers to, and for no other'
);

select finish();
rollback;
