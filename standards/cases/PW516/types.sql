drop type app.mood; -- expect
DROP DOMAIN IF EXISTS app.amount, app."Code"; -- expect
drop type app.mood cascade; -- expect

do $do$
begin
    drop domain app.amount; -- expect
    execute format('drop type if exists app.%I', 'mood'); -- expect
end;
$do$;

drop type if exists app.kind;
create type app.kind as enum ('a', 'b');

drop domain if exists app.size;
create domain app.size as bigint;

drop type if exists app.pair;
create type app.pair as (a bigint, b bigint);

create type app.span as range (subtype = bigint);
drop type app.span;
comment on type app.mood is 'Retired: drop type app.mood, later.';
