import { type Address, laneConnection } from '../../cluster/logins.ts';
import type { ProjectConfig } from '../../config.ts';
import { recordedExamples } from '../../contract/example.ts';
import type { Reach } from '../../db/reach.ts';
import { type Logger, openLog } from '../../logger.ts';
import { type Result, succeed } from '../../result.ts';
import { findSetting, readSettings, SETTING_KEYS } from '../../settings/read-settings.ts';
import { type Rotating, rotating } from '../../settings/rotating.ts';
import {
  type SettingKey,
  SETTINGS,
  type Settings,
  type SettingValue,
} from '../../settings/setting-register.ts';
import { originOf } from '../../settings/setting-source.ts';
import { cursorKey, type CursorKeys } from '../paging/cursor-key.ts';
import type { LaneTarget, ServiceOptions } from './service-options.ts';
import { fetchKeySet } from '../tokens/fetch-key-set.ts';
import type { KeySetSource, TokenOptions } from '../tokens/token-options.ts';

/** The database that is served. */
export interface ServedPlace {
  readonly address: Address;
  readonly database: string;
  readonly reach?: Reach;
}

/** Milliseconds for which a value that may change holds before its file is looked at again. */
const FILE_MS = 5_000;

/** The same where a URL answers. */
const URL_MS = 300_000;

/** The same where a command prints it: that may ask a vault. */
const COMMAND_MS = 60_000;

/**
 * Everything that the service of a project is told from outside, judged before anything starts.
 *
 * @throws {CommandFault} With every fault of the settings at once.
 */
export async function serviceOptionsOf(
  config: ProjectConfig,
  { address, database, reach }: ServedPlace,
): Promise<ServiceOptions> {
  const settings = await readSettings(config.environment, SETTING_KEYS);
  const { port, host, logLevel, places, seats, drainMs, graceMs, proxyHops } = settings;
  const { project, environment } = config;
  const log = openLog(logLevel);
  const lane = (name: keyof typeof PASSWORDS): LaneTarget => {
    const { url, readPassword } = laneConnection(config, address, project.lanes[name], database);
    const key = PASSWORDS[name];
    const told = rotatingSetting(key, { environment, log, first: settings[key] });
    const password = async () => {
      await told.refresh();
      return told.current ?? readPassword();
    };
    return { url, password, reach };
  };
  return {
    ...{ port, host, log, places, seats, drainMs, graceMs, proxyHops },
    api: project.api,
    root: config.root,
    examples: recordedExamples(config.root),
    title: project.name,
    lanes: { read: lane('read'), write: lane('write'), ops: lane('ops') },
    tokens: tokensOf(settings, { environment, log }),
    cursorKeys: cursorKeys(config, { environment, log, first: settings.cursorKeys }),
  };
}

/** The keys of the setting, whatever they are by now, else the one in the project's state. */
function cursorKeys(
  config: ProjectConfig,
  needs: RotatingNeeds<SettingValue<'cursorKeys'>>,
): CursorKeys {
  const told = rotatingSetting('cursorKeys', needs);
  const own = needs.first === null ? [cursorKey(config)] : [];
  return {
    get current() {
      return told.current ?? own;
    },
  };
}

/** Which tokens are taken; null where no public keys are told. */
function tokensOf(
  settings: Settings,
  needs: Omit<RotatingNeeds<never>, 'first'>,
): TokenOptions | null {
  const { jwks, jwksUrl, jwtIssuer, jwtAudience } = settings;
  if (jwtIssuer === null || jwtAudience === null) return null;
  const keySet: KeySetSource =
    jwksUrl === null
      ? {
          first: jwks,
          look: lookAt('jwks', needs.environment),
          everyMs: freshMs('jwks', needs.environment),
        }
      : { first: null, look: () => fetchKeySet(jwksUrl), everyMs: URL_MS };
  return {
    keySet,
    issuer: jwtIssuer,
    audience: jwtAudience,
    algorithms: settings.jwtAlgorithms,
    scopeClaim: settings.jwtScopeClaim,
    actorPrefix: settings.jwtActorPrefix,
    mostAgeMs: settings.jwtMostAgeMs,
    skewMs: settings.jwtSkewMs,
  };
}

/** Which setting tells the password of a lane. */
const PASSWORDS = { read: 'readPassword', write: 'writePassword', ops: 'opsPassword' } as const;

/** What a rotating setting is opened with. */
interface RotatingNeeds<Value> {
  readonly environment: ProjectConfig['environment'];
  readonly log: Logger;
  readonly first: Value;
}

/** A setting that is told anew while the service runs: the last good value holds. */
function rotatingSetting<Key extends SettingKey>(
  key: Key,
  { environment, log, first }: RotatingNeeds<SettingValue<Key>>,
): Rotating<SettingValue<Key>> {
  return rotating({
    first,
    everyMs: freshMs(key, environment),
    look: lookAt(key, environment),
    onFault: (fault) => log.error('a setting is at fault; its last good value holds', { fault }),
  });
}

/** Looks a setting up as it is told now. */
function lookAt<Key extends SettingKey>(key: Key, environment: ProjectConfig['environment']) {
  return async (): Promise<Result<SettingValue<Key>, string>> => {
    const found = await findSetting(key, environment);
    return found.ok ? succeed(found.value.value) : found;
  };
}

function freshMs(key: SettingKey, environment: ProjectConfig['environment']): number {
  const origin = originOf(SETTINGS[key], environment);
  return origin.ok && origin.value.kind === 'command' ? COMMAND_MS : FILE_MS;
}
