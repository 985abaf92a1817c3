do $do$
declare
    v_code char(3); -- expect
    v_other CHARACTER(10) := 'a'; -- expect
    v_any bpchar;
    v_kind char;
    v_one char(1);
    v_byte "char";
    v_text text := 'char(3)';
    v_long character varying(10);
begin
    v_text := v_code;
end;
$do$;
