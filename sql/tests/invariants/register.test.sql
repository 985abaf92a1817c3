-- A code is written in the register, where it's used, and where it's promised: the three agree,
-- through the calls of inner routines too. A body is read as text: a call is the full name of a
-- routine and a bracket.

begin;
select plan(8);

create temporary view routine as
select
    p.oid::regproc::text as routine_name,
    coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) as text_of_body,
    coalesce(obj_description(p.oid, 'pg_proc'), '') as contract
from pg_proc as p
where p.pronamespace::regnamespace::text in ('core', 'audit', 'ledger', 'report', 'api');

create temporary view use as
select
    r.routine_name,
    door[1] as door,
    door[2] as code
from routine as r
cross join
    regexp_matches(r.text_of_body, 'core\.(refuse|refusal)\(\s*''(LG\d{3})''', 'g') as door;

create temporary view promise as
select
    r.routine_name,
    said[1] as code
from routine as r
cross join regexp_matches(r.contract, '^@error +(LG\d{3}) ', 'ng') as said
where r.routine_name like 'api.%';

-- What a routine reaches, itself included.
create temporary view reach as
with recursive call as (
    select
        r.routine_name as caller,
        inner_one.routine_name as callee
    from routine as r
    cross join regexp_matches(r.text_of_body, '\m([a-z_]+\.[a-z_]+)\s*\(', 'g') as named
    inner join routine as inner_one on named[1] = inner_one.routine_name
),

deep as (
    select
        r.routine_name as caller,
        r.routine_name as callee
    from routine as r
    union
    select
        deep.caller,
        call.callee
    from deep
    inner join call on deep.callee = call.caller
)

select
    deep.caller,
    deep.callee
from deep;

create temporary view unpromised as
select distinct
    reach.caller,
    use.code
from reach
inner join use on reach.callee = use.routine_name
left join promise
    on
        reach.caller = promise.routine_name
        and use.code = promise.code
where
    reach.caller like 'api.%'
    and promise.code is null;

create temporary view unsaid as
select
    promise.routine_name,
    promise.code
from promise
where
    not exists (
        select
        from reach
        inner join use on reach.callee = use.routine_name
        where
            reach.caller = promise.routine_name
            and use.code = promise.code
    );


select is_empty(
    $$ select code from use
       where code not in (select code from core.error_register() where not retired)
       union
       select code from promise
       where code not in (select code from core.error_register() where not retired) $$,
    'has every code that is used or promised'
);

select is_empty(
    $$ select code from core.error_register()
       where
           not retired
           and code not in (select code from use) $$,
    'has no code that nothing uses'
);

select is_empty(
    $$ select code from core.error_register()
       where
           not retired
           and code not in (select code from promise)
           and code <> 'LG901' -- no client can reach a journal
    $$,
    'has no code that no client is told of'
);

select is_empty(
    $$ select routine_name, door, code from use
       where (door = 'refusal') <> (code ~ '^LG3') $$,
    'returns class 3, and raises the others'
);

select is_empty(
    $$ select caller, code from unpromised order by caller, code $$,
    'promises all that a routine and those below it say'
);

select is_empty(
    $$ select routine_name, code from unsaid order by routine_name, code $$,
    'promises nothing that is never said'
);


-- The control of the control: a routine that says LG101 and LG102, and promises LG104

create function api.planted() returns void
language plpgsql
as $body$
begin
    perform core.require_book(null, null);
    perform core.refuse('LG101', '{}');
end;
$body$;

comment on function api.planted is '@error LG104 There is no such transfer.';

select is(
    array(
        select caller || ' ' || code from unpromised
        order by caller, code
    ),
    array['api.planted LG101', 'api.planted LG102'],
    'sees what is said and not promised, here and below'
);

select is(
    array(select routine_name || ' ' || code from unsaid),
    array['api.planted LG104'],
    'sees what is promised and not said'
);

select finish();
rollback;
