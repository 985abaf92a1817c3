import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { brokenProcess } from '../broken.ts';
import type { Finding } from '../finding.ts';
import { applyWaivers, type WaiverGround } from './apply-waivers.ts';

const test = suite('applyWaivers');
const ground: WaiverGround = {
  today: '2026-06-15',
  idOf: new Map([
    ['where-needed', 'PW519'],
    ['file-was-read', 'PW806'],
  ]),
  hintFor: (rule) => (rule === 'wher-needed' ? 'Did you mean where-needed?' : null),
  wasAsked: (rule) => rule !== 'PW520',
};

/** A finding of PW519 at each `delete` of the text, wherever it stands, and of `more` at 1:1. */
function findingsIn(text: string, more: readonly string[]): readonly Finding[] {
  const at = (line: number, column: number, rule: string): Finding => ({
    file: 'a.sql',
    line,
    column,
    rule,
    level: 'error',
    message: 'x',
    source: 'procwright',
  });
  const found = text.split('\n').flatMap((line, index) => {
    const columns = [...line.matchAll(/delete/g)].map((match) => [...line.slice(0, match.index)]);
    return columns.map((before) => at(index + 1, before.length + 1, 'PW519'));
  });
  return [...more.map((rule) => at(1, 1, rule)), ...found];
}

/** `line:column rule`, with the reason of what is waived. */
function judged(text: string, more: readonly string[] = [], today = ground.today) {
  const file = { path: 'a.sql', text };
  return applyWaivers(file, findingsIn(text, more), { ...ground, today }).map(
    ({ line, column, rule, waived }) =>
      `${line}:${column} ${rule}${waived === undefined ? '' : ` waived: ${waived}`}`,
  );
}

const W = '-- procwright:allow PW519 it is empty until=2026-06-15';
const YES = 'PW519 waived: it is empty';

for (const [name, text, expected] of [
  ['the whole next statement', `${W}\ndelete\nfrom t;\ndelete;`, [`2:1 ${YES}`, '4:1 PW519']],
  ['it behind other comments', `${W}\n\n-- x\n/* y */ delete;`, [`4:9 ${YES}`]],
  ['one on the line of its end no more', `${W}\ndelete; delete;`, [`2:1 ${YES}`, '2:9 PW519']],
  ['its own line, behind SQL', `delete; ${W}\ndelete;`, [`1:1 ${YES}`, '2:1 PW519']],
  [
    'the next line, within a statement',
    `select (\n  ${W}\n  -- x\n  delete,\n  delete);`,
    [`4:3 ${YES}`, '5:3 PW519'],
  ],
  ['a body with its statement', `${W}\ncreate function f() as $$\ndelete;\n$$;`, [`3:1 ${YES}`]],
  [
    'a statement of a body, to its semicolon',
    `create function f() as $é$\nbegin\n  ${W}\n  delete\n  from t; delete;\nend\n$é$;`,
    [`4:3 ${YES}`, '5:11 PW519'],
  ],
  [
    'a line of a body',
    `do $$\nbegin\n  perform 1;\n  delete; ${W}\n  delete;\nend $$;`,
    [`4:3 ${YES}`, '5:3 PW519'],
  ],
  [
    'a body between single quotes, at its places',
    `do language plpgsql '\nbegin perform ''é'';\n ${W}\n delete;\nend';`,
    [`4:2 ${YES}`],
  ],
  [
    'a body within a body',
    `do $a$ begin\ncreate function f() as $b$\nbegin\n ${W}\n delete;\n delete;\nend $b$;end $a$`,
    [`5:2 ${YES}`, '6:2 PW519'],
  ],
  [
    'a body of begin atomic',
    `create function f() begin atomic\n select 1;\n ${W}\n delete;\n delete;\nend;`,
    [`4:2 ${YES}`, '5:2 PW519'],
  ],
  ['a file that no parser reads', `select from from;\n${W}\ndelete;`, [`3:1 ${YES}`]],
  ['what stands behind psql', `\\echo it's\n${W}\ndelete;`, [`3:1 ${YES}`]],
  ['a rule by its name', `${W.replace('PW519', 'where-needed')}\ndelete;`, [`2:1 ${YES}`]],
] as const) {
  test(`covers ${name}`, () => assert.equal(judged(text), expected));
}

test('covers what is said of the file, above its first statement alone', () => {
  const waiver = W.replace('PW519', 'PW540');
  assert.equal(judged(`${waiver}\nselect 1;`, ['PW540']), ['1:1 PW540 waived: it is empty']);
  assert.equal(judged(`select 1;\n${waiver}\nselect 1;`, ['PW540']), ['1:1 PW540', '2:1 PW805']);
});

for (const [name, text, expected] of [
  ['a string', `select '${W}\n';\ndelete;`, ['3:1 PW519']],
  ['a dollar quoted string', `select $$${W}\n$$;\ndelete;`, ['3:1 PW519']],
  ['a quoted name', `select 1 as "${W}\n";\ndelete;`, ['3:1 PW519']],
] as const) {
  test(`takes no waiver from ${name}`, () => assert.equal(judged(text), expected));
}

for (const [name, comment] of [
  ['no reason', '-- procwright:allow PW519 until=2030-01-01'],
  ['a reason without a word', '-- procwright:allow PW519 -- until=2030-01-01'],
  ['no day', '-- procwright:allow PW519 it is empty'],
  ['no such day', '-- procwright:allow PW519 it is empty until=2030-02-30'],
  ['no rule', '-- procwright:allow'],
  ['two rules', '-- procwright:allow PW519,PW518 it is empty until=2030-01-01'],
  ['another kind of comment', '/* procwright:allow PW519 it is empty until=2030-01-01 */'],
  ['more behind the day', '-- procwright:allow PW519 it is empty until=2030-01-01 x'],
  ['no rule of that name', '-- procwright:allow wher-needed it is empty until=2030-01-01'],
  ['another behind it', `${'-- procwright:allow PW519 it is empty until=2030-01-01 '.repeat(2)}`],
  ['other letters', '-- Procwright:Allow PW519 it is empty until=2030-01-01'],
] as const) {
  test(`faults a waiver with ${name}, which covers nothing`, () => {
    assert.equal(judged(`${comment}\ndelete;`), ['2:1 PW519', '1:1 PW803']);
  });
}

test('holds on its last day, and is a finding on the next', () => {
  const text = `${W}\ndelete;`;
  assert.equal(judged(text, [], '2026-06-15'), [`2:1 ${YES}`]);
  assert.equal(judged(text, [], '2026-06-16'), ['2:1 PW519', '1:1 PW804']);
});

test('says of a waiver that it covers nothing', () => {
  assert.equal(judged(`${W}\nselect 1;`), ['1:1 PW805']);
  assert.equal(judged(`delete;\n${W}`), ['1:1 PW519', '2:1 PW805']);
  assert.equal(judged(`${W}\n${W}\ndelete;`), [`3:1 ${YES}`], 'both cover it');
});

test('does not call a waiver unused whose rule was not asked', () => {
  assert.equal(judged(`${W.replace('PW519', 'PW520')}\nselect 1;`), []);
});

for (const rule of ['PW803', 'PW804', 'PW805', 'PW806', 'file-was-read']) {
  test(`can't waive ${rule}`, () => {
    assert.equal(judged(`${W.replace('PW519', rule)}\nselect 1;`, ['PW806']), [
      '1:1 PW806',
      '1:1 PW803',
    ]);
  });
}

test('leaves a file without a waiver as it is', () => {
  const findings = findingsIn('delete;', []);
  assert.is(applyWaivers({ path: 'a.sql', text: 'delete;' }, findings, ground), findings);
});

test('calls no waiver unused where a rule broke, or the file was not judged', () => {
  const text = '-- procwright:allow PW519 all of it until=2026-12-31\nselect 1;';
  const [finding] = findingsIn('', ['PW806']);
  assert.ok(finding);
  const broke = { ...finding, message: brokenProcess('SIGKILL') };
  const rulesSaid = (found: readonly Finding[]) =>
    applyWaivers({ path: 'a.sql', text }, found, ground).map(({ rule }) => rule);
  assert.equal(rulesSaid([finding]), ['PW806', 'PW805']);
  assert.equal(rulesSaid([broke]), ['PW806']);
});

test.run();
