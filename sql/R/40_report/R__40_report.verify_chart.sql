-- The chart of accounts and what is kept beside the accounts. A circle of headings hangs from no
-- root: it is seen by what the walk from the roots doesn't reach. Who reads reports may call the
-- pure functions of core that judge metadata.

create or replace function report.verify_chart()
returns table (
    invariant text,
    book_id uuid,
    place text
)
language plpgsql
stable
parallel safe
set search_path = pg_catalog, pg_temp
as $body$
#variable_conflict use_column
begin
    return query
    with recursive hanging as (
        select
            heading.book_id,
            heading.heading
        from ledger.heading
        where heading.parent is null
        union all
        select
            child.book_id,
            child.heading
        from hanging
        inner join ledger.heading as child
            on
                hanging.book_id = child.book_id
                and hanging.heading = child.parent
    )

    select
        'every heading hangs from a root' as invariant,
        heading.book_id,
        'heading ' || heading.heading as place
    from ledger.heading
    left join hanging
        on
            heading.book_id = hanging.book_id
            and heading.heading = hanging.heading
    where hanging.heading is null
    union all
    select
        'a heading stands one tier below its parent' as invariant,
        heading.book_id,
        'heading ' || heading.heading as place
    from ledger.heading
    left join ledger.heading as parent
        on
            heading.book_id = parent.book_id
            and heading.parent = parent.heading
    where heading.tier <> coalesce(parent.tier, 0) + 1
    union all
    select
        'a heading belongs to a book' as invariant,
        heading.book_id,
        'heading ' || heading.heading as place
    from ledger.heading
    left join core.book on heading.book_id = book.book_id
    where book.book_id is null
    union all
    select
        'what is kept beside an account belongs to one' as invariant,
        account_detail.book_id,
        'account ' || account_detail.account_id as place
    from ledger.account_detail
    left join ledger.account
        on
            account_detail.book_id = account.book_id
            and account_detail.account_id = account.account_id
    where account.account_id is null
    union all
    select
        'an account stands under a heading of its book' as invariant,
        account_detail.book_id,
        'account ' || account_detail.account_id as place
    from ledger.account_detail
    left join ledger.heading
        on
            account_detail.book_id = heading.book_id
            and account_detail.heading = heading.heading
    where
        account_detail.heading is not null
        and heading.heading is null
    union all
    select
        'a schema has only what can be judged' as invariant,
        metadata_schema.book_id,
        'kind ' || metadata_schema.kind as place
    from ledger.metadata_schema
    where exists (select from core.json_schema_faults(metadata_schema.json_schema::jsonb))
    union all
    select
        'metadata fits the schema of its kind' as invariant,
        account_detail.book_id,
        'account ' || account_detail.account_id as place
    from ledger.metadata_schema
    inner join ledger.account
        on
            metadata_schema.book_id = account.book_id
            and metadata_schema.kind = account.kind
    inner join ledger.account_detail
        on
            account.book_id = account_detail.book_id
            and account.account_id = account_detail.account_id
    where exists (
        select
        from core.json_faults(
            metadata_schema.json_schema::jsonb, account_detail.metadata::jsonb
        )
    );
end;
$body$;

comment on function report.verify_chart is
'Every place where an invariant of the chart of accounts or of metadata is broken.';

revoke all on function report.verify_chart from public;
grant execute on function report.verify_chart to report_read;
