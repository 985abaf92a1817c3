-- Called behind the lock of the account: before it, another could set something in between.

create or replace function ledger.require_version(
    p_book_id uuid,
    p_account_id uuid,
    p_if_version text
)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_version text;
begin
    if p_if_version is null then
        return;
    end if;

    v_version := ledger.settings_version(p_book_id, p_account_id);

    if v_version is distinct from p_if_version then
        perform core.refuse('LG501', jsonb_build_object(
            'argument', 'if_version', 'asked', p_if_version, 'version', v_version
        ));
    end if;
end;
$body$;

comment on function ledger.require_version is
'Ends the statement when the settings of an account are of another version. Null is any version.';

revoke all on function ledger.require_version from public;
