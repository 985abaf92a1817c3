create type app.kind as enum ('a');
alter type app.kind rename value 'a' to 'b';
alter type app.mood add value if not exists 'fine' after 'ok';
comment on type app.mood is 'alter type app.mood rename value ''ok'' to ''fine''';
