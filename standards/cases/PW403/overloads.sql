create function app.least(bpchar, bpchar) returns bpchar
language sql immutable parallel safe
return $1;
create function app.kind_is(p_kind char) returns boolean
language sql immutable parallel safe
return p_kind = 'r';

create function app.code_is(p_code char(3)) returns boolean -- expect
language sql immutable parallel safe
return p_code = 'abc';
