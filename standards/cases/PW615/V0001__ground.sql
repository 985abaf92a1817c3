do $body$
begin
    raise exception 'The ground is not there.';
end;
$body$;
