-- Fixtures of interest: account 12 of book 1 bears it, account 21 is its counterpart, and account 1
-- is the world outside. The clock stands on the last day of January 2026; ids are by number.

create function fixture.interest_account(p_number integer default 12)
returns void
language plpgsql
as $body$
begin
    perform fixture.stop_clock('2026-01-31 12:00:00+00');
    perform fixture.account(p_number, p_floor => null);

    insert into ledger.account (book_id, account_id, currency)
    values
    (fixture.id(1), fixture.id(1), 'EUR'),
    (fixture.id(1), fixture.id(21), 'EUR')
    on conflict do nothing;
end;
$body$;

create function fixture.terms(
    p_from date,
    p_rate numeric default 0.0365,
    p_day_count text default 'act/365',
    p_compounding text default 'yearly',
    p_debit_rate numeric default 0.0365,
    p_number integer default 12
)
returns void
language plpgsql
as $body$
declare
    v_refusal core.refusal;
begin
    v_refusal := (
        select refusal
        from api.set_interest_terms(
            fixture.id(1), fixture.id(p_number), p_from, p_rate, p_debit_rate, p_day_count,
            fixture.id(21), p_compounding
        )
    );
    assert v_refusal is null, v_refusal;
end;
$body$;

-- Moves an amount into account 12, or out of it where it's below zero.
create function fixture.line(
    p_transfer integer,
    p_amount bigint,
    p_value_date date,
    p_number integer default 12
)
returns void
language plpgsql
as $body$
declare
    v_refusal core.refusal;
begin
    v_refusal := (
        select refusal
        from api.post_transfer(
            fixture.id(1), fixture.id(p_transfer),
            fixture.id(case when p_amount > 0 then 1 else p_number end),
            fixture.id(case when p_amount > 0 then p_number else 1 end),
            abs(p_amount), 'EUR', null, p_value_date
        )
    );
    assert v_refusal is null, v_refusal;
end;
$body$;

create function fixture.accrue(
    p_transfer integer,
    p_through date,
    p_number integer default 12,
    p_actor text default 'user:7'
)
returns table (
    amount bigint,
    posted_total numeric,
    remainder_parts numeric,
    replayed boolean,
    refusal jsonb
)
language sql
begin atomic
    select
        amount,
        posted_total,
        remainder_parts,
        replayed,
        refusal
    from api.accrue_interest(
        fixture.id(1), fixture.id(p_number), fixture.id(p_transfer), p_through, p_actor,
        repeat('a', 32)
    );
end;
