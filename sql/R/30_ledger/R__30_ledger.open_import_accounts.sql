-- An account that an import makes has no floor: the bank lets its own balances go where they go.
-- Whoever gave one of the names away a moment ago holds it: the import is refused as a whole, and
-- a repeat finds the account of that name.

create or replace function ledger.open_import_accounts(
    p_book_id uuid,
    p_import_id uuid,
    p_verdicts ledger.import_verdict[],
    p_actor core.actor,
    p_trace core.trace
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_accounts ledger.account_name [];
    v_currencies text [];
    v_name text;
begin
    with wanted as (
        select
            verdict.name,
            verdict.currency
        from unnest(p_verdicts) as verdict
        where verdict.outcome = 'posted'
        union
        select
            ledger.import_account_name(kind.kind::core.transfer_kind, verdict.currency) as name,
            verdict.currency
        from unnest(p_verdicts) as verdict
        cross join unnest(array['transfer', 'opening', 'gap', 'break']) as kind (kind)
        where verdict.outcome = 'posted'
    )

    select
        array_agg(
            row(p_book_id, wanted.name, core.id_within(core.now()))::ledger.account_name
            order by wanted.name
        ),
        array_agg(wanted.currency order by wanted.name)
    into strict v_accounts, v_currencies
    from wanted
    left join ledger.find_import_accounts(p_book_id, p_import_id) as account
        on wanted.name = account.name
    where account.name is null;

    insert into ledger.account (book_id, account_id, currency, balance_floor)
    select
        p_book_id,
        opened.account_id,
        opened.currency,
        null as balance_floor -- as the event says
    from unnest(v_accounts, v_currencies) as opened (book_id, name, account_id, currency);

    begin
        insert into ledger.account_name (book_id, name, account_id)
        select
            opened.book_id,
            opened.name,
            opened.account_id
        from unnest(v_accounts) as opened
        order by opened.name;
    exception
        when unique_violation then
            v_name := (
                select min(account_name.name)
                from unnest(v_accounts) as opened
                inner join ledger.account_name
                    on
                        opened.book_id = account_name.book_id
                        and opened.name = account_name.name
            );
            perform core.refuse('LG201', jsonb_build_object('name', v_name));
    end;

    perform audit.record_all(
        p_book_id,
        'account.opened',
        array_agg(opened.account_id::text order by opened.name),
        array_agg(
            jsonb_build_object(
                'currency', opened.currency, 'name', opened.name, 'balance_floor', null
            )
            order by opened.name
        ),
        p_actor,
        p_trace
    )
    from unnest(v_accounts, v_currencies) as opened (book_id, name, account_id, currency);
end;
$body$;

comment on function ledger.open_import_accounts is
'Opens what is not there yet of the accounts that an import posts between.';

revoke all on function ledger.open_import_accounts from public;
