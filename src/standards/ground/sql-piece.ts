import type { FuncCall, Node } from 'libpg-query';

import type { Statement } from '../statement.ts';
import { calledName } from './calls.ts';
import { placeholders } from './format-template.ts';
import { nameParts, typeName } from './names.ts';
import type { TextSources } from './text-sources.ts';

/** A value that comes into the text of a statement as it is. */
export interface UnsafePiece {
  /** By `||` and its like, or by `%s` of a format. */
  readonly by: 'joining' | 'format';
  /** What it is, as written: a name, or `the answer of f`. */
  readonly what: string;
  readonly start: number;
  /** Whether it's a value of its own, that nothing was put together for. */
  readonly isPlain: boolean;
}

/** Where a piece stands. */
export interface PiecePlace {
  readonly sources: TextSources;
  readonly statement: Statement;
  /** The variables that are being looked at. */
  readonly seen: ReadonlySet<string>;
}

/** Whether two texts are joined. */
export function isJoin(node: Node): boolean {
  return 'A_Expr' in node && nameParts(node.A_Expr.name).at(-1) === '||';
}

/** The first part of a piece of SQL that isn't quoted and may hold anything; null for none. */
export function unsafePiece(node: Node, place: PiecePlace): UnsafePiece | null {
  if ('ColumnRef' in node) return unsafeName(node, place);
  if ('FuncCall' in node) return unsafeCall(node.FuncCall, place);
  if ('ParamRef' in node) {
    const type = place.sources.typeOfArgument(node.ParamRef.number ?? 0);
    const name = `$${node.ParamRef.number}`;
    return type !== undefined && SAFE_TYPE.test(type) ? null : plain(name, node.ParamRef, place);
  }
  if ('TypeCast' in node) {
    const { arg, typeName: type } = node.TypeCast;
    return arg === undefined || SAFE_TYPE.test(typeName(type)) ? null : unsafePiece(arg, place);
  }
  if ('A_Expr' in node && !isJoin(node)) {
    const operator = nameParts(node.A_Expr.name).at(-1) ?? '';
    return JSON_TEXT.has(operator) ? plain('a value of JSON', node.A_Expr, place) : null;
  }
  return first(partsOf(node), place);
}

const JSON_TEXT: ReadonlySet<string> = new Set(['->', '->>', '#>', '#>>']);

function first(nodes: readonly Node[], place: PiecePlace): UnsafePiece | null {
  for (const node of nodes) {
    const found = unsafePiece(node, place);
    if (found !== null) return found;
  }
  return null;
}

/** The parts of which an expression's text is made; none where that isn't known. */
function partsOf(node: Node): readonly Node[] {
  if ('A_Expr' in node) return given([node.A_Expr.lexpr, node.A_Expr.rexpr]);
  if ('CoalesceExpr' in node) return node.CoalesceExpr.args ?? [];
  if ('MinMaxExpr' in node) return node.MinMaxExpr.args ?? [];
  if ('A_ArrayExpr' in node) return node.A_ArrayExpr.elements ?? [];
  if ('CollateClause' in node) return given([node.CollateClause.arg]);
  if ('A_Indirection' in node) return given([node.A_Indirection.arg]);
  if ('CaseExpr' in node) {
    const { args = [], defresult } = node.CaseExpr;
    const results = args.map((arg) => ('CaseWhen' in arg ? arg.CaseWhen.result : undefined));
    return given([...results, defresult]);
  }
  if (!('SubLink' in node)) return [];
  const { subselect } = node.SubLink;
  if (subselect === undefined || !('SelectStmt' in subselect)) return [];
  return (subselect.SelectStmt.targetList ?? []).flatMap((target) =>
    'ResTarget' in target ? given([target.ResTarget.val]) : [],
  );
}

const given = (nodes: readonly (Node | undefined)[]) => nodes.flatMap((node) => node ?? []);

type Placed = { readonly location?: number };

function plain(what: string, { location }: Placed, { statement }: PiecePlace): UnsafePiece {
  return { by: 'joining', what, start: statement.at(location), isPlain: true };
}

/** Types whose values can't hold SQL, and names that PostgreSQL quotes when it writes them. */
const SAFE_TYPE = new RegExp(
  '^(?:small|big)?int(?:eger|[248])?\\b|^(?:small|big)?serial|' +
    '^(?:oid|reg\\w+|bool(?:ean)?|numeric|decimal|real|float\\d?|double precision|date|time\\w*|' +
    'interval|uuid|xid8?|pg_lsn|\\w+range)\\b',
  'i',
);

function unsafeName(node: Extract<Node, { ColumnRef: unknown }>, place: PiecePlace) {
  const parts = nameParts(node.ColumnRef.fields).map((part) => part.toLowerCase());
  const [name = '', field] = parts;
  const own = plain(parts.join('.'), node.ColumnRef, place);
  if (parts.length > 1) return unsafeField({ name, field: field ?? '' }, own, place);
  const type = place.sources.typeOf(name);
  if (type === undefined) return NUMBERED.test(name) ? null : own;
  if (SAFE_TYPE.test(type) || place.seen.has(name)) return null;
  const sources = place.sources.of(name);
  const [only] = sources;
  if (only === undefined || (sources.length === 1 && only.isDefault && isBareName(only.value))) {
    return own;
  }
  return unsafeSource(sources, own, { ...place, seen: new Set(place.seen).add(name) });
}

/** What a variable was put together of is told where that was done, all else where it's used. */
function unsafeSource(
  sources: readonly { readonly value: Node | null; readonly statement: Statement }[],
  own: UnsafePiece,
  place: PiecePlace,
): UnsafePiece | null {
  for (const { value, statement } of sources) {
    const found = value === null ? own : unsafePiece(value, { ...place, statement });
    if (found !== null) return found.isPlain && !isComposed(value) ? own : found;
  }
  return null;
}

function isComposed(node: Node | null): boolean {
  if (node === null) return false;
  return isJoin(node) || ('FuncCall' in node && COMPOSES.has(calledName(node.FuncCall).name));
}

/** The functions that put a text together. */
export const COMPOSES: ReadonlySet<string> = new Set([
  'array_to_string',
  'concat',
  'concat_ws',
  'format',
  'string_agg',
]);

/** A name as a constant is meant as a name, and another may stand there tomorrow. */
function isBareName(node: Node | null): boolean {
  return node !== null && 'A_Const' in node && /^[a-z_]\w*$/i.test(node.A_Const.sval?.sval ?? '');
}

/** Numbers and oids by their names: no file tells the type of a catalog's column. */
const NUMBERED = /(?:^|_)(?:id|pid|count|size|bytes|num|no|n|i)$|oid$|relid$|attnum$/;

function unsafeField(
  { name, field }: { readonly name: string; readonly field: string },
  own: UnsafePiece,
  place: PiecePlace,
): UnsafePiece | null {
  if (NUMBERED.test(field) || place.seen.has(own.what)) return null;
  const values = place.sources.queriesOf(name).map(({ query, statement }) => {
    const target = (query.targetList ?? []).find((one) => nameOf(one) === field);
    const value = target !== undefined && 'ResTarget' in target ? target.ResTarget.val : undefined;
    return { value: value ?? null, statement };
  });
  if (values.length === 0) return own;
  return unsafeSource(values, own, { ...place, seen: new Set(place.seen).add(own.what) });
}

function nameOf(target: Node): string {
  if (!('ResTarget' in target)) return '';
  const { name, val } = target.ResTarget;
  if (name !== undefined) return name.toLowerCase();
  if (val !== undefined && 'ColumnRef' in val) return nameParts(val.ColumnRef.fields).at(-1) ?? '';
  return val !== undefined && 'FuncCall' in val ? calledName(val.FuncCall).name : '';
}

function unsafeCall(call: FuncCall, place: PiecePlace): UnsafePiece | null {
  const { name } = calledName(call);
  if (name === 'format') return unsafeFormat(call, place);
  if (QUOTES.test(name) || NUMBERS.has(name)) return null;
  if (PASSES.has(name)) return first(call.args ?? [], place);
  return plain(`the answer of ${name}`, call, place);
}

/** Quoted by PostgreSQL, or by a routine whose name says so. */
const QUOTES = /quote|quoting|ident|literal|^pg_get_|^format_type$|^to_reg/;

const NUMBERS: ReadonlySet<string> = new Set(
  (
    'abs age array_length array_lower array_upper cardinality ceil ceiling char_length ' +
    'clock_timestamp count currval date_part date_trunc div extract floor gen_random_uuid ' +
    'hashtext ' +
    'length md5 mod nextval now octet_length pg_backend_pid random round row_number sum to_char ' +
    'txid_current pg_current_xact_id uuid_generate_v4 width_bucket generate_series chr repeat'
  ).split(' '),
);

/** What comes in comes out. */
const PASSES: ReadonlySet<string> = new Set(
  (
    'array_agg array_append array_cat array_prepend array_remove array_to_string btrim concat ' +
    'concat_ws initcap left lower lpad ltrim max min overlay regexp_replace replace reverse ' +
    'right rpad rtrim split_part string_agg string_to_array substr substring translate trim ' +
    'unnest upper'
  ).split(' '),
);

/** What a format takes in by `%s`; a template that only the run knows tells nothing. */
export function unsafeFormat(call: FuncCall, place: PiecePlace): UnsafePiece | null {
  const [template, ...rest] = call.args ?? [];
  if (template === undefined || call.func_variadic === true) return null;
  const text = 'A_Const' in template ? template.A_Const.sval?.sval : undefined;
  if (text === undefined) return isJoin(template) ? unsafePiece(template, place) : null;
  for (const { letter, argument } of placeholders(text)) {
    const value = rest[argument - 1];
    if (letter !== 's' || value === undefined) continue;
    const found = unsafePiece(value, place);
    if (found !== null) return found.isPlain ? { ...found, by: 'format' } : found;
  }
  return null;
}
