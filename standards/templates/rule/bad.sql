do $body$
begin
    perform 'what breaks the rule'; -- expect
end;
$body$;
