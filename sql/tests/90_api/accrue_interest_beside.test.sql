-- What an account bears is its own: beside another one of the book, with other lines, terms,
-- accruals and refusals of the same days, it comes to the same.

begin;
select plan(4);

select fixture.interest_account(12);
select fixture.interest_account(13);

create function pg_temp.bear(p_number integer, p_first integer, p_by integer)
returns text[]
language plpgsql
as $body$
declare
    v_answers text[];
    v_answer text;
    v_day date;
begin
    perform fixture.terms(
        '2026-01-01', 0.0365 * p_by, p_compounding => 'daily', p_number => p_number
    );
    perform fixture.line(p_first, 10000 * p_by, '2025-12-20', p_number);
    perform fixture.line(p_first + 1, 5000, '2026-01-03', p_number);

    foreach v_day in array '{2026-01-05,2026-01-08,2026-01-10,2026-01-20}'::date[] loop
        perform api.freeze_account(
            fixture.id(1), fixture.id(p_number), v_day = '2026-01-08', v_day = '2026-01-08'
        );

        if v_day = '2026-01-20' then
            perform fixture.line(p_first + 2, -70000, '2026-01-04', p_number); -- it comes late
            perform fixture.terms(
                '2026-01-15', 0.01, '30E/360', 'monthly', 0.09 * p_by, p_number
            );
        end if;

        v_answer := (
            select accrued::text
            from fixture.accrue(
                p_first + 10 + extract(day from v_day)::integer, v_day, p_number
            ) as accrued
        );
        v_answers := v_answers || v_answer;
    end loop;

    v_answer := (
        select preview::text
        from api.preview_interest(fixture.id(1), fixture.id(p_number), '2026-01-31') as preview
    );
    return v_answers || v_answer;
end;
$body$;

-- It is undone before the answer.
create function pg_temp.bear_alone()
returns text[]
language plpgsql
as $body$
declare
    v_answers text[];
begin
    v_answers := pg_temp.bear(12, 101, 1);
    raise sqlstate 'UNDO0';
exception
    when sqlstate 'UNDO0' then
        return v_answers;
end;
$body$;

create temporary table alone as
select pg_temp.bear_alone() as answers;

select results_eq(
    $$ select answer ~ 'LG31[67]', answer ~ '^\(-?[1-9]'
       from alone, unnest(answers) with ordinality as told (answer, place)
       where place <= 4
       order by place $$,
    $$ values (false, true), (true, false), (false, true), (false, true) $$,
    'posts what is due three times, and is refused once while the account is frozen'
);

select isnt(
    pg_temp.bear(13, 201, 3), (select answers from alone), 'comes to other figures for another'
);

select is(
    pg_temp.bear(12, 101, 1), (select answers from alone),
    'comes to the same, whatever another account bears'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
