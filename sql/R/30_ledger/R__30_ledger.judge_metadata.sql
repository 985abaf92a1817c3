-- The caller holds the book by key share: who sets a schema takes it for update, so none is set
-- between this reading and the caller's end. It's volatile, so that it reads behind that lock.

create or replace function ledger.judge_metadata(
    p_book_id uuid,
    p_kind core.account_kind,
    p_metadata core.metadata
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_most constant integer := 20; -- faults that are told
    v_faults jsonb;
begin
    perform core.require_read_committed();

    v_faults := (
        select jsonb_agg(
            jsonb_build_object('pointer', fault.pointer, 'keyword', fault.keyword)
            order by fault.pointer, fault.keyword
        )
        from (
            select
                found.pointer,
                found.keyword
            from ledger.metadata_schema
            cross join lateral core.json_faults(
                metadata_schema.json_schema::jsonb, coalesce(p_metadata::jsonb, '{}')
            ) as found
            where
                metadata_schema.book_id = p_book_id
                and metadata_schema.kind = p_kind
            order by found.pointer, found.keyword
            limit v_most
        ) as fault
    );

    if v_faults is not null then
        perform core.refuse('LG009', jsonb_build_object(
            'argument', 'metadata', 'kind', p_kind, 'faults', v_faults
        ));
    end if;
end;
$body$;

comment on function ledger.judge_metadata is
'Ends the statement unless metadata fits the schema of a kind. None is judged as an empty object.';

revoke all on function ledger.judge_metadata from public;
