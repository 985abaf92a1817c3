alter domain app.amount
    add constraint amount_is_positive check (value > 0); -- expect
alter domain app."Rate" set not null; -- expect
alter domain app.code add constraint code_is_short check (length(value) < 9) not valid;
alter domain app.code validate constraint code_is_short; -- expect

do $do$
begin
    alter domain app.amount add check (value < 1000); -- expect
    execute 'alter domain app.amount add check (value < 1000)'; -- expect
end;
$do$;
