/** Catalogs of data, of statistics, of the cluster, or told by `fingerprint-beside.ts`. */
export const NO_SCHEMA_CATALOGS: ReadonlySet<string> = new Set(
  `pg_statistic pg_statistic_ext_data pg_largeobject pg_largeobject_metadata pg_authid
  pg_auth_members pg_tablespace pg_shdepend pg_depend pg_init_privs pg_replication_origin
  pg_parameter_acl pg_subscription_rel pg_shdescription pg_shseclabel pg_description pg_seclabel
  pg_database`.split(/\s+/),
);

/** Columns that say how and when, or that another column or line says better. */
export const NO_SCHEMA_COLUMNS: ReadonlySet<string> = new Set([
  ...of(
    'pg_class',
    `relfilenode relpages reltuples relallvisible relallfrozen relfrozenxid relminmxid relrewrite
    relhasindex relhasrules relhastriggers relhassubclass reltype relnatts relispopulated`,
  ),
  ...of(
    'pg_attribute',
    `attcacheoff atthasmissing attmissingval attisdropped attndims attlen attbyval attalign
    atttypmod`,
  ),
  ...of('pg_index', 'indcheckxmin indkey indexprs indpred'),
  ...of('pg_constraint', 'conkey confkey confdelsetcols'),
  ...of('pg_subscription', 'subskiplsn subdbid'),
  'pg_attrdef.adnum',
  'pg_type.typarray',
  'pg_trigger.tgattr',
  'pg_partitioned_table.partattrs',
  'pg_statistic_ext.stxkeys',
  'pg_collation.collversion',
]);

/** Lists whose order says nothing. */
export const UNORDERED: ReadonlySet<string> = new Set(
  `pg_class.reloptions pg_attribute.attfdwoptions pg_proc.proconfig pg_foreign_server.srvoptions
  pg_foreign_data_wrapper.fdwoptions pg_foreign_table.ftoptions pg_user_mapping.umoptions
  pg_db_role_setting.setconfig pg_default_acl.defaclacl pg_statistic_ext.stxkind
  pg_event_trigger.evttags pg_subscription.subpublications`.split(/\s+/),
);

/** Catalogs without an OID: the column, and the catalog that it refers to, that name a row. */
export const KEYS: Readonly<Record<string, { readonly column: string; readonly target: string }>> =
  {
    pg_aggregate: { column: 'aggfnoid', target: 'pg_proc' },
    pg_attribute: { column: 'attrelid', target: 'pg_class' },
    pg_db_role_setting: { column: 'setdatabase', target: 'pg_database' },
    pg_enum: { column: 'enumtypid', target: 'pg_type' },
    pg_foreign_table: { column: 'ftrelid', target: 'pg_class' },
    pg_index: { column: 'indexrelid', target: 'pg_class' },
    pg_inherits: { column: 'inhrelid', target: 'pg_class' },
    pg_partitioned_table: { column: 'partrelid', target: 'pg_class' },
    pg_range: { column: 'rngtypid', target: 'pg_type' },
    pg_sequence: { column: 'seqrelid', target: 'pg_class' },
    pg_ts_config_map: { column: 'mapcfg', target: 'pg_ts_config' },
  };

const RELATION = (oid: string) => `(pg_identify_object('pg_class'::regclass, ${oid}, 0)).identity`;
const IS_INDEX = `(select r.relkind in ('i', 'I') from pg_class as r where r.oid = c.attrelid)`;

/** How a row is named where pg_identify_object can't say it, or says a number. */
export const IDENTITIES: Readonly<Record<string, string>> = {
  pg_attribute: `${RELATION('c.attrelid')} || '.'
    || case when ${IS_INDEX} then c.attnum::text else c.attname::text end`,
  pg_enum: `(pg_identify_object('pg_type'::regclass, c.enumtypid, 0)).identity
    || ' ' || quote_literal(c.enumlabel)`,
  pg_inherits: `${RELATION('c.inhrelid')} || ' of ' || ${RELATION('c.inhparent')}`,
  pg_ts_config_map: `(pg_identify_object('pg_ts_config'::regclass, c.mapcfg, 0)).identity
    || ' ' || c.maptokentype || ' ' || c.mapseqno`,
  pg_db_role_setting: `coalesce(
    (select quote_ident(r.rolname) from pg_roles as r where r.oid = c.setrole), 'all roles')`,
  // the name of a foreign key's trigger holds its OID
  pg_trigger: `case
    when not c.tgisinternal then (pg_identify_object('pg_trigger'::regclass, c.oid, 0)).identity
    else 'internal ' || c.tgfoid::regproc || ' ' || c.tgtype || ' on ' || ${RELATION('c.tgrelid')}
      || coalesce(' for ' || (pg_identify_object(
        'pg_constraint'::regclass, nullif(c.tgconstraint, 0), 0)).identity, '')
    end`,
};

const OF_RELATION = (column: string) =>
  `c.${column} >= 16384 and c.${column} not in (select oid from hidden_relation)`;
const OF_THIS_DATABASE = '(select oid from pg_database where datname = current_database())';

/** Which rows count; elsewhere those with an OID that a user's object can have. */
export const SCOPES: Readonly<Record<string, string>> = {
  pg_attribute: `${OF_RELATION('attrelid')} and not c.attisdropped
    and (c.attnum > 0 or c.attacl is not null)`,
  pg_class: OF_RELATION('oid'),
  pg_index: OF_RELATION('indexrelid'),
  pg_inherits: OF_RELATION('inhrelid'),
  pg_attrdef: OF_RELATION('adrelid'),
  pg_rewrite: OF_RELATION('ev_class'),
  pg_constraint: 'c.oid >= 16384 and c.conrelid not in (select oid from hidden_relation)',
  pg_trigger: 'c.oid >= 16384 and c.tgrelid not in (select oid from hidden_relation)',
  // an array's type comes and goes with its element's
  pg_type: `c.oid >= 16384 and c.typnamespace not in (select oid from hidden_schema)
    and c.typrelid not in (select oid from hidden_relation)
    and not exists (select from pg_type as e where e.typarray = c.oid)`,
  pg_namespace: `(c.oid >= 16384 or c.nspname = 'public')
    and c.oid not in (select oid from hidden_schema)`,
  pg_extension: 'true',
  pg_subscription: `c.subdbid = ${OF_THIS_DATABASE}`,
  pg_db_role_setting: `c.setdatabase = ${OF_THIS_DATABASE}`,
};

/** A grant that was never changed is NULL: written out, it equals the same one given by hand. */
const grants = (column: string, kind: string, owner: string) =>
  `array(
    select unnest(coalesce(c.${column}, acldefault(${kind}, c.${owner})))::text order by 1)::text`;

/** Columns whose stored form can't be compared: trees, attribute numbers, names made of OIDs. */
export const TOLD_AS: Readonly<Record<string, string>> = {
  'pg_attrdef.adbin': 'pg_get_expr(c.adbin, c.adrelid)',
  // a dropped column leaves a gap in the numbers, and it's no schema
  'pg_attribute.attnum': 'row_number() over (partition by c.attrelid order by c.attnum)::text',
  'pg_attribute.attname': `case when not ${IS_INDEX} then c.attname::text end`,
  'pg_attribute.atttypid': 'format_type(c.atttypid, c.atttypmod)',
  'pg_attribute.attacl': `case when c.attacl <> '{}' then
    array(select unnest(c.attacl)::text order by 1)::text end`,
  // some builds of the server stamp a column with the version of its creation
  'pg_attribute.attoptions': `nullif(array(select o from unnest(c.attoptions) as o
    where o not like 'pg\\_attver=%' order by 1), '{}')::text`,
  'pg_class.relpartbound': 'pg_get_expr(c.relpartbound, c.oid)',
  'pg_class.reltoastrelid': `(select array(select unnest(t.reloptions) order by 1)::text
    from pg_class as t where t.oid = c.reltoastrelid and t.reloptions is not null)`,
  'pg_class.relacl': grants(
    'relacl',
    `case c.relkind when 'S' then 's' else 'r' end::"char"`,
    'relowner',
  ),
  'pg_constraint.conbin': 'pg_get_constraintdef(c.oid)',
  'pg_db_role_setting.setdatabase': 'null',
  'pg_enum.enumsortorder':
    'row_number() over (partition by c.enumtypid order by c.enumsortorder)::text',
  'pg_foreign_data_wrapper.fdwacl': grants('fdwacl', `'F'`, 'fdwowner'),
  'pg_foreign_server.srvacl': grants('srvacl', `'S'`, 'srvowner'),
  'pg_index.indrelid': 'pg_get_indexdef(c.indexrelid)',
  'pg_language.lanacl': grants('lanacl', `'l'`, 'lanowner'),
  'pg_namespace.nspacl': grants('nspacl', `'n'`, 'nspowner'),
  'pg_partitioned_table.partexprs': 'pg_get_partkeydef(c.partrelid)',
  'pg_policy.polqual': 'pg_get_expr(c.polqual, c.polrelid)',
  'pg_policy.polwithcheck': 'pg_get_expr(c.polwithcheck, c.polrelid)',
  'pg_proc.proacl': grants('proacl', `'f'`, 'proowner'),
  'pg_proc.proargdefaults': 'pg_get_function_arguments(c.oid)',
  'pg_proc.prosqlbody': 'pg_get_function_sqlbody(c.oid)',
  'pg_publication_rel.prqual': 'pg_get_expr(c.prqual, c.prrelid)',
  'pg_publication_rel.prattrs': `(select array_agg(a.attname order by a.attname)::text
    from pg_attribute as a
    where a.attrelid = c.prrelid and a.attnum = any(c.prattrs::int2[]))`,
  'pg_rewrite.ev_action': 'pg_get_ruledef(c.oid)',
  'pg_rewrite.ev_qual': 'null',
  'pg_statistic_ext.stxexprs': 'pg_get_statisticsobjdef(c.oid)',
  'pg_trigger.tgqual': 'case when not c.tgisinternal then pg_get_triggerdef(c.oid) end',
  'pg_trigger.tgname': 'case when not c.tgisinternal then c.tgname::text end',
  'pg_trigger.tgparentid': `case
    when c.tgisinternal then (c.tgparentid <> 0)::text
    when c.tgparentid <> 0
      then (pg_identify_object('pg_trigger'::regclass, c.tgparentid, 0)).identity end`,
  'pg_type.typacl': grants('typacl', `'T'`, 'typowner'),
  'pg_type.typdefaultbin': 'pg_get_expr(c.typdefaultbin, 0)',
};

function of(catalog: string, columns: string): readonly string[] {
  return columns.split(/\s+/).map((column) => `${catalog}.${column}`);
}
