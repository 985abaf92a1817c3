import { readFileSync } from 'node:fs';
import { checkServerIdentity, type ConnectionOptions, rootCertificates } from 'node:tls';

/** How far a connection is kept secret, by the words of libpq (manual, 34.19.3). */
export type TlsMode = 'disable' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';

/** What a connection is encrypted with; files in PEM. */
export interface Tls {
  readonly mode: TlsMode;
  /** Who may have signed the server's certificate; `system` is whom Node trusts. */
  readonly rootFile?: string;
  /** The client's own certificate, and its key. */
  readonly certificateFile?: string;
  readonly keyFile?: string;
}

/** A server, by a name or address, or a folder with its socket. */
export interface Server {
  readonly host: string;
  readonly port: number;
}

/** Where a database is reached: servers in the order in which they are tried. */
export interface Reach {
  readonly servers: readonly [Server, ...Server[]];
  readonly tls: Tls;
  /** What a server has to be: `primary` is no standby, `read-write` takes writes, too. */
  readonly wants: 'any' | 'primary' | 'read-write';
}

/**
 * What the driver shall do about TLS; false is nothing. Files are read now, so that a new one is
 * taken by the next pool that opens.
 *
 * As in libpq, `require` with a root is `verify-ca`, and a socket in a folder is never encrypted.
 */
export function tlsOptions(tls: Tls, { host }: Server): false | ConnectionOptions {
  if (tls.mode === 'disable' || host.startsWith('/')) return false;
  const own = {
    ...(tls.certificateFile === undefined ? {} : { cert: readFileSync(tls.certificateFile) }),
    ...(tls.keyFile === undefined ? {} : { key: readFileSync(tls.keyFile) }),
  };
  const isJudged = tls.mode.startsWith('verify') || (tls.mode === 'require' && tls.rootFile);
  if (!isJudged) return { ...own, rejectUnauthorized: false };
  return {
    ...own,
    ca: rootsOf(tls),
    rejectUnauthorized: true,
    // the driver (8.23.0) would take a certificate of localhost from a server known by its address
    checkServerIdentity: (_name, certificate) =>
      tls.mode === 'verify-full' ? checkServerIdentity(host, certificate) : undefined,
  };
}

function rootsOf({ rootFile }: Tls): string[] {
  const isOwn = rootFile !== undefined && rootFile !== 'system';
  return isOwn ? [readFileSync(rootFile, 'utf8')] : [...rootCertificates];
}
