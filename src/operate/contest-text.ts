import { paint } from '../output/paint.ts';
import type { Size } from './contest.ts';
import type { ContestReport } from './contest-report.ts';
import type { Medians, Verdict } from './judge-gates.ts';
import type { Machine } from './machine.ts';
import type { Turn } from './run-turn.ts';

/** A report for a person: machine, medians, gates. */
export function contestText(report: ContestReport): string {
  const { bench, purpose, machine, size, stated, changed, medians, turns, gates } = report;
  const loads = turns.flatMap(({ load }) => load);
  const least = Math.min(...loads).toFixed(1);
  const most = Math.max(...loads).toFixed(1);
  const notStated = gates.some(({ ends }) => ends === 'not judged')
    ? [`not judged: ${[`the gates are for ${sizeText(stated)}`, ...changed].join('; ')}`]
    : [];
  return [
    `${bench}: ${purpose}`,
    machineText(machine),
    `${sizeText(size)}; load ${least} to ${most}`,
    '',
    ...tableOf(medians),
    '',
    ...gates.map(gateText),
    ...notStated,
  ].join('\n');
}

/** A turn in one line, for who waits. */
export function turnText({ round, contender, load, ...figures }: Turn): string {
  const { units, cpu, syncs } = figures;
  const cost = `${cpu.toFixed(0)} us CPU, ${syncs.toFixed(2)} syncs a unit`;
  const speed = `${units.toFixed(0)} units/s`;
  return `round ${round} ${contender}: ${speed}, ${cost}, load ${load[1].toFixed(1)}`;
}

function sizeText({ clients, rounds, seconds }: Size): string {
  return `${clients} clients, ${rounds} rounds of ${seconds} s each`;
}

/** The machine in one line. */
export function machineText({ cores, model, memoryGb, postgres, settings }: Machine): string {
  const set = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  return `${cores} cores (${model}), ${memoryGb} GB, PostgreSQL ${postgres}: ${set.join(', ')}`;
}

const HEAD = [
  'medians',
  'clients',
  'tps',
  'units/s',
  'CPU us/unit',
  'syncs/unit',
  'WAL B/unit',
] as const;

function tableOf(medians: readonly Medians[]): readonly string[] {
  const rows = medians.map(({ contender, clients, tps, units, cpu, syncs, wal }) => [
    contender,
    String(clients),
    tps.toFixed(0),
    units.toFixed(0),
    cpu.toFixed(1),
    syncs.toFixed(3),
    wal.toFixed(0),
  ]);
  return figureTable([HEAD, ...rows]);
}

/** Lines of cells in columns: the first to the left, figures to the right. */
export function figureTable(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}

const WORDS = {
  passes: paint.green('passes'),
  FAILS: paint.red('FAILS'),
  'not judged': paint.yellow('not judged'),
} as const;

/** A gate and how it ended, in one line. */
export function gateText({ measure, of, than, value, ...gate }: Verdict<string>): string {
  const { min, max, aim, rounds, ends, reachesAim } = gate;
  const what = than === null ? `${measure} of ${of}` : `${measure} of ${of} / ${than}`;
  const asked = min === null ? `at most ${max}` : `at least ${min}`;
  const aimed = aim === null ? '' : `, aim ${aim} ${reachesAim ? 'reached' : 'not reached'}`;
  const least = Math.min(...rounds).toFixed(2);
  const found =
    value === null ? '-' : `${value.toFixed(3)} (${least} to ${Math.max(...rounds).toFixed(2)})`;
  return `${WORDS[ends]} ${what}: ${found}, ${asked}${aimed}`;
}
