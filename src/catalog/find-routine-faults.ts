import type { Route } from './contract.ts';
import { findBatchFaults } from './find-batch-faults.ts';
import { type Argument, type Catalog, type Routine, typeOf, type Types } from './routine.ts';
import type { RoutineFault, RoutineFaultKind } from './routine-fault.ts';

type Exposed = Routine & { readonly contract: { readonly route: Route } };

/**
 * Finds what no comment can say: names that are no use, rights that are too wide, routes that meet.
 *
 * Overloads and definers without a path are faults in any routine of the schema; the others only
 * where clients can reach the routine.
 */
export function findRoutineFaults(catalog: Catalog): readonly RoutineFault[] {
  const { routines, types } = catalog;
  const exposed = routines.filter(isExposed);
  return [
    ...routines.flatMap((routine) => [
      ...findOverloads(routine, routines),
      ...findBarePath(routine),
    ]),
    ...exposed.flatMap((routine) => [
      ...findUnservable(routine, types),
      ...findUnboundArguments(routine, types),
      ...findUnboundedPage(routine),
      ...findMisplacedTags(routine),
      ...findBatchFaults(routine, catalog),
    ]),
    ...findMeetingRoutes(exposed),
    ...findContradictingRates(exposed),
  ];
}

function isExposed(routine: Routine): routine is Exposed {
  return routine.contract.route !== null;
}

function fault(
  { signature }: Routine,
  kind: RoutineFaultKind,
  message: string,
  at = '',
): RoutineFault {
  return { routine: signature, kind, message, ...(at === '' ? {} : { at }) };
}

/** One name is one routine: a call by names could mean any of several. */
function findOverloads(routine: Routine, all: readonly Routine[]): readonly RoutineFault[] {
  const first = all.find(({ name }) => name === routine.name);
  if (!first || first.signature === routine.signature) return [];
  const message = `${first.signature} has the same name: give one of them another, or drop it.`;
  return [fault(routine, 'overload', message)];
}

/** Without a path, whoever calls the definer chooses the objects that it finds. */
function findBarePath(routine: Routine): readonly RoutineFault[] {
  if (!routine.isDefiner || routine.hasSearchPath) return [];
  const message = 'It is a security definer; write: set search_path = pg_catalog, pg_temp';
  return [fault(routine, 'definer-without-path', message)];
}

function findUnservable(routine: Exposed, types: Types): readonly RoutineFault[] {
  const faults: RoutineFault[] = [];
  const { route } = routine.contract;
  if (routine.isProcedure) {
    faults.push(fault(routine, 'procedure', 'Clients can call functions only.'));
  }
  if (route.method === 'GET' && routine.volatility === 'volatile') {
    faults.push(
      fault(routine, 'method-writes', 'A GET must not write: declare it stable, or POST.', '@http'),
    );
  }
  for (const { name, type } of routine.columns) {
    if (typeOf(types, type).kind !== 'pseudo') continue;
    const message = `The type of ${name} is open (${type}): declare it by returns table.`;
    faults.push(fault(routine, 'row-unknown', message, 'returns'));
  }
  return faults;
}

/** An argument is given by its name, so it has one, and one that JSON can do without `p_`. */
function findUnboundArguments(routine: Exposed, types: Types): readonly RoutineFault[] {
  return routine.args.flatMap((arg) => {
    const message = messageAbout(arg, routine, types);
    const kind = arg.name === '' ? 'argument-unnamed' : 'argument-unbound';
    return message === undefined ? [] : [fault(routine, kind, message, arg.name)];
  });
}

function messageAbout(arg: Argument, routine: Exposed, types: Types): string | undefined {
  if (arg.name === '') return 'An argument has no name.';
  if (!arg.name.startsWith('p_')) return `The argument ${arg.name} doesn't begin with p_.`;
  if (arg.mode === 'variadic') return `The argument ${arg.name} is variadic: take an array.`;
  const isPseudo = typeOf(types, arg.type).kind === 'pseudo';
  if (isPseudo) return `The argument ${arg.name} has no type of its own (${arg.type}).`;
  if (routine.contract.route.method === 'GET' && arg.name === 'p_if_version') {
    return 'The argument p_if_version is for what writes: nothing is compared where all is read.';
  }
  const isNested = nests(types, arg.type);
  if (routine.contract.route.method === 'GET' && isNested) {
    return `The argument ${arg.name} is an object: no query of a GET can hold it.`;
  }
  return undefined;
}

/** True for JSON, composites, and arrays of them. */
function nests(types: Types, name: string): boolean {
  const { kind, base, element, name: bare } = typeOf(types, name);
  const below = base ?? element;
  if (below !== null) return nests(types, below);
  return kind === 'composite' || bare === 'json' || bare === 'jsonb';
}

/** A page ends somewhere: its size has a default, and the cursor's argument may be left out. */
function findUnboundedPage(routine: Exposed): readonly RoutineFault[] {
  const { page } = routine.contract.route;
  if (page === null) return [];
  return [page.argument, 'limit']
    .filter(
      (key) => (routine.args.find(({ name }) => name === `p_${key}`)?.defaultSql ?? '') === '',
    )
    .map((key) => {
      const message = `@page needs an argument p_${key} with a default.`;
      return fault(routine, 'page-unbounded', message, '@page');
    });
}

/** Only what reads can be kept, and a list is of no version: it is known by all of its rows. */
function findMisplacedTags(routine: Exposed): readonly RoutineFault[] {
  const { method, single, cacheMs, etag, most, page } = routine.contract.route;
  const isRead = method === 'GET';
  const isList = routine.returnsSet && !single;
  const add = (message: string) => [fault(routine, 'tag-misplaced', message)];
  return [
    ...(cacheMs === null || isRead ? [] : add('Only a GET may be kept: leave @cache out.')),
    ...(etag === null || isRead ? [] : add('Only a GET has a tag: leave @etag out.')),
    ...(most === null || (isList && !page) ? [] : add('Only a list without @page has @most.')),
    ...(etag === null || !isList ? [] : add('A list has no version: leave @etag out, or @single.')),
  ];
}

/** No two routines answer one request, and one path has one set of names. */
function findMeetingRoutes(exposed: readonly Exposed[]): readonly RoutineFault[] {
  const faults: RoutineFault[] = [];
  const known = new Map<string, Exposed>();
  for (const routine of exposed) {
    const { method, path } = routine.contract.route;
    const shape = path.replace(/\{.*?\}/g, '{}');
    const first = known.get(shape);
    const twin = known.get(`${method} ${shape}`);
    if (twin) {
      const message = `${method} ${path} is the route of ${twin.signature} already.`;
      faults.push(fault(routine, 'route-taken', message, '@http'));
    } else if (first && first.contract.route.path !== path) {
      const message = `${first.signature} has it as ${first.contract.route.path}: take its names.`;
      faults.push(fault(routine, 'route-taken', message, '@http'));
    }
    if (!first) known.set(shape, routine);
    if (!twin) known.set(`${method} ${shape}`, routine);
  }
  return faults;
}

/** A policy is counted over all routines that name it, so they name it alike. */
function findContradictingRates(exposed: readonly Exposed[]): readonly RoutineFault[] {
  return exposed.flatMap((routine) => {
    const { rate } = routine.contract.route;
    const first = exposed.find(({ contract }) => contract.route.rate?.policy === rate?.policy);
    const other = first?.contract.route.rate;
    if (!rate || !first || !other) return [];
    if (other.amount === rate.amount && other.windowMs === rate.windowMs) return [];
    const said = `${other.amount}/${other.windowMs / 1000}s`;
    const message = `${first.signature} has the policy ${rate.policy} as ${said}: say the same.`;
    return [fault(routine, 'rate-contradicts', message)];
  });
}
