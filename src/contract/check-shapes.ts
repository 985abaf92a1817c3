/** A domain, as it is declared. */
export type CheckShape = readonly [name: string, base: string, check: string];

/** Domains of every shape of check that is told apart, understood or left to the database. */
export const CHECK_SHAPES: readonly CheckShape[] = [
  ['positive', 'bigint', 'value > 0'],
  ['bounded', 'bigint', 'value between -1000 and 1000000000000000'],
  ['at_least', 'bigint', 'value >= 9007199254740993'],
  ['percent', 'integer', 'value between 0 and 100'],
  ['below', 'smallint', 'value < 7'],
  ['price', 'numeric', "value >= 0.01 and value < 'Infinity'"],
  ['ratio', 'numeric', 'value > -1.5 and value <= 2.25'],
  ['even', 'integer', 'value % 2 = 0'],
  ['either', 'integer', 'value < 3 or value > 90'],
  ['memo', 'text', 'length(value) between 1 and 4'],
  ['short', 'text', 'char_length(value) < 3'],
  ['letters', 'text', "value ~ '^[A-Z]{3}$'"],
  ['words', 'text', "value ~ '^[a-z]+( [a-z]+)*$'"],
  ['branch', 'text', "value ~ '^(a|bc|)$'"],
  ['loose', 'text', "value ~ 'a[^b]'"],
  ['digits', 'text', String.raw`value ~ '^\d+$'`],
  ['dotted', 'text', "value ~ '^a.b$'"],
  ['colour', 'text', "value in ('red', 'it''s', '')"],
  ['only', 'text', "value = 'red'"],
  ['trimmed', 'text', "btrim(value) = value and value <> ''"],
  ['ended', 'varchar(4)', "value ~ '^[a-c]*$'"],
  ['padded', 'char(3)', "value in ('a', 'abc')"],
  ['later', 'date', "value >= '2000-01-01'"],
  ['anything_but', 'text', "value !~ 'x'"],
  ['caseless', 'text', "value ~* '^[a-c]+$'"],
  ['likeness', 'text', "value like 'a%'"],
  ['bytes', 'text', 'octet_length(value) < 4'],
  ['counted', 'text', "value ~ '^[a-z]{2,4}[0-9]?$'"],
  ['escaped', 'text', String.raw`value ~ '^a\.b\(c\)$'`],
  ['negated', 'text', "value ~ '^[^0-9]+$' and length(value) <= 6"],
  ['prefix', 'text', "value ~ '^(ab|c)'"],
  ['whole', 'numeric', 'value = trunc(value) and value >= 0'],
  ['scaled', 'numeric(8,2)', 'value <= 1000'],
  ['above', 'smallint', 'value > -3'],
  ['exactly', 'integer', 'value = 7'],
  ['over', 'app.percent', 'value <> 50 and value >= 10'],
];

/** A schema `app` with these domains, and a routine that makes them part of a contract. */
export function shapesSql(shapes: readonly CheckShape[] = CHECK_SHAPES): string {
  const domains = shapes.map(
    ([name, base, check]) => `create domain app.${name} as ${base} check (${check});`,
  );
  const args = shapes.map(([name]) => `p_${name} app.${name}`).join(', ');
  return `create schema app; ${domains.join('\n')}
    create function app.all_of(${args}) returns void language sql return null;
    comment on function app.all_of is 'Take all.';`;
}
