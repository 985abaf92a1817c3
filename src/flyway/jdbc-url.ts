import type { Reach, Tls } from '../db/reach.ts';

/** A place in the form of Flyway's driver, without the user. */
export function jdbcUrl(url: string, reach?: Reach): string {
  const { hostname, port, pathname } = new URL(url);
  const one = { host: decodeURIComponent(hostname), port: Number(port || 5432) };
  const servers = (reach?.servers ?? [one]).map(({ host, port: at }) => `${bracketed(host)}:${at}`);
  const parameters = new URLSearchParams({
    ...(reach === undefined ? { sslmode: 'disable' } : tlsParameters(reach.tls)),
    // it knows no read-write: Flyway would say what it can't write
    ...(reach === undefined || reach.wants === 'any' ? {} : { targetServerType: 'primary' }),
    ApplicationName: 'procwright',
  });
  return `jdbc:postgresql://${servers.join(',')}${pathname}?${parameters}`;
}

const bracketed = (host: string): string =>
  host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;

/** As libpq means them: with a root, the driver would judge nothing for the word require. */
function tlsParameters({ mode, rootFile, certificateFile, keyFile }: Tls) {
  const hasRoot = rootFile !== undefined && rootFile !== 'system';
  return {
    sslmode: mode === 'require' && hasRoot ? 'verify-ca' : mode,
    ...(hasRoot ? { sslrootcert: rootFile } : {}),
    ...(mode === 'verify-full' && !hasRoot ? { sslfactory: JAVA_TRUSTS } : {}),
    ...(certificateFile === undefined ? {} : { sslcert: certificateFile }),
    ...(keyFile === undefined ? {} : { sslkey: keyFile }),
  };
}

/** Whom the machine's Java trusts, as Node's own list is not for it. */
const JAVA_TRUSTS = 'org.postgresql.ssl.DefaultJavaSSLFactory';
