ALTER TYPE app."Mood" RENAME VALUE 'ok' TO 'fine'; -- expect

do $do$
begin
    alter type app.mood rename value 'sad' to 'low'; -- expect
    execute $sql$alter type app.mood rename value 'ok' to 'fine'$sql$; -- expect
end;
$do$;
