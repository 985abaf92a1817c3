create function app.add_up(p_state bigint, p_next app.item) returns bigint
language sql immutable parallel safe
return p_state;
create aggregate app.first_of(app.item) (sfunc = app.add_up, stype = bigint);

create table app.part (part_id bigint primary key);
create function app.label(p_part app.part) returns text
language sql immutable parallel safe
return 'a part';

create function app.one(p_id bigint, p_note text) returns bigint -- expect
language sql immutable parallel safe
return p_id;
