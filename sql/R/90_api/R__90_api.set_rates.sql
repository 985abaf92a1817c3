-- The rates of a book stand in a queue, so that what the event calls before was there before.

create or replace function api.set_rates(
    p_book_id uuid,
    p_rate_date date,
    p_rates jsonb,
    p_source core.source_name,
    p_actor core.actor default null,
    p_trace core.trace default null
)
returns table (
    rate_date date,
    added integer,
    changed integer,
    replayed boolean
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
declare
    v_most constant integer := 500;
    v_count integer;
    v_wrong text;
    v_currencies text[];
    v_after jsonb;
    v_before jsonb;
begin
    -- 1 validate: what can be judged without a row
    if num_nulls(p_book_id, p_rate_date, p_rates, p_source) > 0 then
        perform core.refuse('LG002', jsonb_build_object('argument', case
            when p_book_id is null then 'book_id'
            when p_rate_date is null then 'rate_date'
            when p_rates is null then 'rates'
            else 'source'
        end));
    end if;

    if not isfinite(p_rate_date) then
        perform core.refuse('LG011', jsonb_build_object(
            'argument', 'rate_date', 'asked', p_rate_date
        ));
    end if;

    v_count := (select count(*) from jsonb_each_text(p_rates));

    if v_count not between 1 and v_most then
        perform core.refuse('LG005', jsonb_build_object(
            'argument', 'rates', 'asked', v_count, 'least', 1, 'most', v_most
        ));
    end if;

    if exists (select from jsonb_each_text(p_rates) as asked where asked.value is null) then
        perform core.refuse('LG002', jsonb_build_object('argument', 'rates'));
    end if;

    -- 4 judge
    perform core.require_book(p_actor, p_book_id);

    v_wrong := (
        select min(asked.key)
        from jsonb_object_keys(p_rates) as asked (key)
        left join core.currency on asked.key = currency.currency
        where currency.exponent is null or asked.key = 'EUR'
    );

    if v_wrong is not null then
        perform core.refuse('LG103', jsonb_build_object(
            'argument', 'rates', 'currency', v_wrong
        ));
    end if;

    -- 2 lock
    perform pg_advisory_xact_lock(hashtextextended('ledger.rates ' || p_book_id, 0));

    -- 3 replay: by an array, so that each rate is found by its key; a join would read all days
    v_currencies := array(select asked.key from jsonb_object_keys(p_rates) as asked (key));

    with known as (
        select
            exchange_rate.currency,
            exchange_rate.rate
        from ledger.exchange_rate
        where
            exchange_rate.book_id = p_book_id
            and exchange_rate.currency = any(v_currencies)
            and exchange_rate.rate_date = p_rate_date
    )

    select
        jsonb_object_agg(asked.key, asked.value::core.euro_rate::text),
        jsonb_object_agg(asked.key, known.rate::text) filter (where known.rate is not null)
    into strict v_after, v_before
    from jsonb_each_text(p_rates) as asked
    left join known on asked.key = known.currency
    where asked.value::core.euro_rate is distinct from known.rate;

    if v_after is null then
        return query select p_rate_date, 0, 0, true;
        return;
    end if;

    -- 5 write
    insert into ledger.exchange_rate (book_id, currency, rate_date, rate, source)
    select
        p_book_id,
        asked.key,
        p_rate_date,
        asked.value::numeric,
        p_source
    from jsonb_each_text(v_after) as asked
    order by asked.key
    on conflict on constraint exchange_rate_pkey do update
    set
        rate = excluded.rate,
        source = excluded.source;

    -- 6 record
    perform audit.record(
        p_book_id, 'exchange_rates.set', p_rate_date::text,
        jsonb_build_object('source', p_source, 'rates', v_after, 'before', v_before),
        p_actor, p_trace
    );

    return query
    select
        p_rate_date,
        (v_count_after - v_count_before)::integer,
        v_count_before::integer,
        false
    from (
        select
            (select count(*) from jsonb_object_keys(v_after)) as v_count_after,
            (select count(*) from jsonb_object_keys(coalesce(v_before, '{}'))) as v_count_before
    ) as counted;
end;
$body$;

comment on function api.set_rates is $contract$
Set what one euro is worth in other currencies on a day.

The rates are an object: a currency, and how many of its units are one euro, as text or number:
{"USD": "1.1234", "JPY": "121.94"}. What is known already stays as it is, what differs is set anew;
exchanges keep the rates that they used. The answer counts both; rates that are all known change
nothing and answer replayed = true. The source says where they come from.

@http       POST /v1/books/{book_id}/rates
@scope      rate:write
@idempotent rate_date
@timeout    2s
@single
@rate       writes 600000/60s
@error      LG002 A value is null, or a rate in the object is.
@error      LG005 There is no rate, or there are more than 500.
@error      LG011 The day is none of the calendar.
@error      LG102 There is no such book, or the caller may not see it.
@error      LG103 There is no such currency, it has no minor unit, or it is the euro itself.
$contract$;

revoke all on function api.set_rates from public;
grant execute on function api.set_rates to api_write;
