/** What somebody may try who has taken a login of the service over. */
export interface Trick {
  readonly name: string;
  /** Statements of one transaction that may write, and is rolled back. */
  readonly statements: readonly string[];
  /** True for a statement that no transaction takes. */
  readonly isAlone?: boolean;
}

const trick = (name: string, ...statements: readonly string[]): Trick => ({ name, statements });

/** A session of another role: the answer is no right, or nothing to see. */
const END_OTHERS = `
select pg_catalog.pg_terminate_backend(a.pid)
from pg_catalog.pg_stat_activity as a
where a.usename = 'procwright'
limit 1
`;

const READ_OTHERS = `
select 1 / count(*) filter (where a.query <> '<insufficient privilege>')
from pg_catalog.pg_stat_activity as a
where a.usename <> current_user
`;

/** Each with statements that need nothing of a project but its roles and its first table. */
export const TRICKS: readonly Trick[] = [
  trick('become the owner', 'set role procwright_owner'),
  trick('become the migrator', 'set role procwright_migrator'),
  trick('become another session', 'set session authorization procwright_owner'),
  trick('make a role', 'create role planted'),
  trick('make itself superuser', 'alter role current_user superuser'),
  trick('give itself a group', 'grant procwright_owner to current_user'),
  trick('read password hashes', 'select rolpassword from pg_catalog.pg_authid'),
  { name: 'make a database', statements: ['create database planted'], isAlone: true },
  trick('make a schema', 'create schema planted'),
  trick('make a temporary table', 'create temp table planted (a int)'),
  trick('make a table in public', 'create table public.p (a int)'),
  trick(
    'make a function',
    `create function procwright.planted() returns int language sql return 1`,
  ),
  trick('make an extension', 'create extension dblink schema public'),
  trick('load a library', `load 'dblink'`),
  {
    name: 'change the server',
    statements: ['alter system set log_statement = none'],
    isAlone: true,
  },
  trick('reload the server', 'select pg_catalog.pg_reload_conf()'),
  trick('switch triggers and foreign keys off', 'set session_replication_role = replica'),
  trick('log what passes', `set log_statement = 'all'`),
  trick('read a file of the server', `select pg_catalog.pg_read_file('/etc/passwd')`),
  trick('list a folder of the server', `select pg_catalog.pg_ls_dir('/')`),
  trick(
    'copy from a file',
    'create temp table planted (a text)',
    `copy planted from '/etc/passwd'`,
  ),
  trick('copy to a file', `copy (select 1) to '/dev/null'`),
  trick('copy to a program', `copy (select 1) to program 'true'`),
  trick('import a file', `select pg_catalog.lo_import('/etc/passwd')`),
  trick('store a large object', 'select pg_catalog.lo_create(0)'),
  trick('end sessions of others', END_OTHERS),
  trick('read statements of others', READ_OTHERS),
  trick('read samples of the data', 'select stavalues1 from pg_catalog.pg_statistic'),
  trick('read the settings of the server', 'select * from pg_catalog.pg_hba_file_rules'),
  trick('follow the write-ahead log', `select pg_catalog.pg_create_physical_replication_slot('p')`),
  trick('hold an advisory lock', 'select pg_catalog.pg_advisory_xact_lock(1)'),
];
