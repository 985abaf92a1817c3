import type { ToldRule } from '../../output/findings/told.ts';

/** The rules that judge what was read and waived; no waiver covers them. */
export const WAIVER_RULES: readonly ToldRule[] = [
  {
    id: 'PW803',
    name: 'waiver-complete',
    level: 'error',
    summary: 'A waiver names its rule, its reason and its last day.',
    why: 'Without a reason nobody can judge whether it still holds; without a day nobody has to.',
    bad: '-- procwright:allow PW516\ndrop table app.item;',
    good: '-- procwright:allow PW516 never filled until=2030-01-31\ndrop table app.item;',
  },
  {
    id: 'PW804',
    name: 'waiver-expired',
    level: 'error',
    summary: 'A waiver holds up to its last day.',
    why: 'A waiver is a debt. On its last day it is paid, or somebody decides anew.',
    bad: '-- procwright:allow PW516 never filled until=2020-01-31\ndrop table app.item;',
    good: '-- procwright:allow PW516 never filled until=2030-01-31\ndrop table app.item;',
  },
  {
    id: 'PW805',
    name: 'waiver-unused',
    level: 'warning',
    summary: 'A waiver covers something.',
    why: 'One that is left behind hides the next finding of its rule, which nobody has judged.',
    bad: '-- procwright:allow PW516 never filled, issue 41 until=2030-01-31\nselect 1;',
    good: 'select 1;',
  },
  {
    id: 'PW806',
    name: 'file-was-read',
    level: 'error',
    summary: 'Every file, statement and body is read, and judged by each rule.',
    why: 'What a linter passes over in silence looks clean. So it says what it could not judge.',
    bad: 'select from from app.item;',
    good: 'select item_id from app.item;',
  },
];
