import { type ProjectConfig, requireProject } from '../config.ts';
import type { Database } from '../db/connect.ts';
import { CommandFault, EXIT, type ExitCode } from '../exit-code.ts';
import {
  chooseOlder,
  detachPartitions,
  findBonds,
  settlePartitions,
} from '../operate/detach-partitions.ts';
import { horizonsOf, type Partition, readPartitions } from '../operate/read-partitions.ts';
import { withDeployer } from '../scratch/with-deployer.ts';
import type { Command, Invocation } from './command.ts';

export const command: Command = {
  name: 'partitions',
  purpose: 'list what is partitioned by range, or detach what is old',
  options: [
    { flags: '--detach <day>', says: 'those that end by this day, by UTC: 2026-01-01' },
    { flags: '--lose <names>', says: 'which they are, with commas: what is lost is named' },
    { flags: '--yes', says: 'do it' },
  ],
  example: 'procwright partitions',
  run: async ({ config, options }) => {
    const own = requireProject(config);
    const day = options['detach'] === undefined ? null : readDay(String(options['detach']));
    return withDeployer(own, async (db) => {
      const all = await readPartitions(db);
      if (day !== null) return detach(own, db, { all, day }, options);
      print(options, { partitions: all }, [...all.map(partitionLine), ...horizonLines(all)]);
      return EXIT.fine;
    });
  },
};

type Options = Invocation['options'];

async function detach(
  config: ProjectConfig,
  db: Database,
  { all, day }: { readonly all: readonly Partition[]; readonly day: Date },
  options: Options,
): Promise<ExitCode> {
  const chosen = chooseOlder(all, day);
  const names = chosen.map(({ name }) => name).join(',');
  if (chosen.length === 0) {
    if (options['yes'] === true) await settlePartitions(db, config.project, all);
    print(options, { detached: [] }, ['Nothing ends by that day.']);
    return EXIT.fine;
  }
  const lines = chosen.map(partitionLine);
  const reasons = await findBonds(db, config.project, chosen);
  if (reasons.length > 0) {
    print(options, { detached: [], reasons }, [...lines, ...reasons.map((one) => `stays: ${one}`)]);
    return EXIT.findings;
  }
  if (options['yes'] !== true || options['lose'] !== names) {
    process.stderr.write(`${lines.join('\n')}\n`);
    throw new CommandFault(
      EXIT.usage,
      `These would leave their tables: ${names}.`,
      `procwright partitions --detach ${String(options['detach'])} --yes --lose ${names}`,
    );
  }
  const onDetached = ({ name }: Partition) => process.stderr.write(`detached ${name}\n`);
  await detachPartitions(db, config.project, chosen, { onDetached });
  print(options, { detached: chosen.map(({ name }) => name) }, [
    ...chosen.map(({ name }) => `${name} is a table of its own now: back it up, then drop it.`),
  ]);
  return EXIT.fine;
}

function readDay(text: string): Date {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(NaN);
  if (!Number.isNaN(day.getTime())) return day;
  throw new CommandFault(EXIT.usage, `--detach is ${text}.`, 'Give a day: 2026-01-01.');
}

function print(options: Options, value: object, lines: readonly string[]): void {
  process.stdout.write(`${options['json'] ? JSON.stringify(value) : lines.join('\n')}\n`);
}

function partitionLine({ name, from, to, bytes, rows, isPending }: Partition): string {
  const range = from === null || to === null ? 'no bounds' : `${from.text} … ${to.text}`;
  const count = rows === null ? 'rows not counted' : `about ${rows} rows`;
  const pending = isPending ? '  detach has begun' : '';
  return `${name}  ${range}  ${(bytes / 1024 ** 2).toFixed(1)} MiB  ${count}${pending}`;
}

function horizonLines(partitions: readonly Partition[]): readonly string[] {
  return [...horizonsOf(partitions)].flatMap(([table, at]) =>
    at === null ? [] : [`${table} reaches to ${at.toISOString().slice(0, 10)}`],
  );
}
