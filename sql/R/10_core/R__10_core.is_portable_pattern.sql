-- A pattern of a schema is read by PostgreSQL here, and by clients as ECMA-262 with the flag u. So
-- only what both read the same passes: plain characters, escaped marks, classes of characters and
-- ranges, groups, alternatives, anchors, greedy quantifiers. Left out, since they differ: the dot
-- (line ends), \d \w \s \b (other letters), [:alpha:], (?=…), (?i), \1, an empty class. Counts
-- stay below PostgreSQL's 255 and off groups: a group of a group would multiply them.

create or replace function core.is_portable_pattern(p_pattern text)
returns boolean
language plpgsql
immutable
parallel safe
strict
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_mark constant text := $re$\\[]\\^$.*+?(){}|[/]$re$; -- what one may stand before
    v_atom constant text := $re$(?:[^]\\^[-]|\\[]\\^$.*+?(){}|[/-])$re$; -- of a class
    v_count constant text := $re$(?:[0-9]{1,2}|1[0-9]{2}|2[0-4][0-9]|25[0-5])$re$;
    v_token constant text :=
        $re$[\^$|]|\((?:\?:)?|\)[*+?]?|(?:[^]\\^$.*+?(){}|[]|$re$ || v_mark
        || $re$|\[\^?(?:$re$ || v_atom || '(?:-' || v_atom || $re$)?)+-?\])$re$
        || $re$(?:[*+?]|\{$re$ || v_count || '(?:,' || v_count || $re$?)?\})?$re$;
begin
    if length(p_pattern) > 200 or p_pattern !~ ('^(?:' || v_token || ')*$') then
        return false;
    end if;

    -- What is left is judged by trying: a group that stays open, a range that runs backwards.
    perform '' ~ p_pattern;
    return true;
exception
    when invalid_regular_expression then
        return false;
end;
$body$;

comment on function core.is_portable_pattern is
'Whether PostgreSQL and ECMA-262 read a regular expression the same, and it is bounded.';

revoke all on function core.is_portable_pattern from public;
grant execute on function core.is_portable_pattern to report_read;
