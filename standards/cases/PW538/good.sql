create domain app.part_no as bigint;
alter domain app.part_no add check (value > 0);
alter domain app.part_no set not null;
alter domain app.amount add constraint amount_is_positive check (value > 0) not valid;
alter domain app.code validate constraint code_is_short;
alter domain app.amount set default 0;
comment on domain app.amount is 'alter domain app.amount add check (value > 0)';
