-- Fixtures of exchanges: rates of two days, account 12 with 100000 minor units of EUR, 13 for USD,
-- 14 for JPY, 15 for KWD, 22 for fees in EUR.

create function fixture.exchange_accounts()
returns void
language plpgsql
as $body$
declare
    v_refusal core.refusal;
begin
    perform fixture.account(12, p_balance => 100000);
    perform fixture.account(13, p_currency => 'USD');
    perform fixture.account(14, p_currency => 'JPY');
    perform fixture.account(15, p_currency => 'KWD');
    perform fixture.account(22);

    perform api.set_rates(
        fixture.id(1), rate_date, rates, 'test'
    )
    from (values
        (date '2025-12-31', '{"USD": "1.1", "JPY": "120", "KWD": 0.33}'::jsonb),
        ('2026-01-01', '{"USD": "1.1234", "JPY": "121.94", "KWD": 0.3404}')
    ) as known (rate_date, rates);
end;
$body$;

create function fixture.exchange(
    p_exchange integer,
    p_sold bigint default 10000,
    p_from integer default 12,
    p_to integer default 13,
    p_rate_date date default null,
    p_fee bigint default null,
    p_value_date date default null,
    p_actor text default 'user:7'
)
returns table (
    bought bigint,
    rate_date date,
    remainder_parts numeric,
    replayed boolean,
    refusal jsonb
)
language sql
begin atomic
    select
        bought,
        rate_date,
        remainder_parts,
        replayed,
        refusal
    from api.exchange(
        fixture.id(1), fixture.id(p_exchange), fixture.id(p_from), fixture.id(p_to), p_sold,
        (array['EUR', 'USD', 'JPY', 'KWD'])[p_from - 11],
        (array['EUR', 'USD', 'JPY', 'KWD'])[p_to - 11],
        p_rate_date, p_fee, case when p_fee is not null then fixture.id(22) end, 'trip',
        p_value_date, p_actor, repeat('a', 32)
    );
end;
