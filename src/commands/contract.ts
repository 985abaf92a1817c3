import { readCatalog } from '../catalog/read-catalog.ts';
import { tellFault } from '../catalog/routine-fault.ts';
import type { Catalog } from '../catalog/routine.ts';
import { connectionOf } from '../cluster/logins.ts';
import { type ProjectConfig, requireProject } from '../config.ts';
import { contractHash } from '../contract/contract-hash.ts';
import { describeContract } from '../contract/describe-contract.ts';
import { endpointsOf } from '../contract/endpoint.ts';
import { openApiOf } from '../contract/openapi.ts';
import { connect } from '../db/connect.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { nearest } from '../nearest.ts';
import type { Command } from './command.ts';
import { databaseOf, reaching } from './serve.ts';

export const command: Command = {
  name: 'contract',
  purpose: 'what clients may call, read from the database: show, openapi',
  args: '<what>',
  options: [],
  example: 'procwright contract openapi > openapi.json',
  run: async ({ config: given, args, options }) => {
    const config = requireProject(given);
    const [what = ''] = args;
    if (what !== 'show' && what !== 'openapi') {
      const message = `There is no contract ${what}.`;
      throw new CommandFault(EXIT.usage, message, nearest(what, ['show', 'openapi']));
    }
    const catalog = await readContract(config);
    const text = what === 'openapi' ? openApi(config, catalog) : show(catalog, options['json']);
    process.stdout.write(`${text}\n`);
    return EXIT.fine;
  },
};

/** The contract that the database holds now. @throws {CommandFault} With every fault of it. */
async function readContract(config: ProjectConfig): Promise<Catalog> {
  const place = await databaseOf(config);
  const { api, lanes } = config.project;
  const db = connect({ ...connectionOf(config, place.address, lanes.ops, place.database), max: 1 });
  try {
    const result = await reaching(place, () => readCatalog(db, { schema: api }));
    if (result.ok) return result.value;
    const fix = 'Mend the comments and arguments of these routines, and migrate again.';
    throw new CommandFault(EXIT.findings, result.faults.map(tellFault).join('\n'), fix);
  } finally {
    await db.$pool.end();
  }
}

function openApi({ project }: ProjectConfig, catalog: Catalog): string {
  const version = contractHash(catalog).slice(0, 12);
  return JSON.stringify(openApiOf(endpointsOf(catalog), { title: project.name, version }), null, 2);
}

function show(catalog: Catalog, isJson: string | boolean | undefined): string {
  if (isJson === true) return JSON.stringify({ contract: contractHash(catalog), ...catalog });
  const routes = describeContract(endpointsOf(catalog));
  return [`contract ${contractHash(catalog)}`, '', ...routes].join('\n');
}
