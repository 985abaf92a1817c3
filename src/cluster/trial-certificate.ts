import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** For tests: a certificate in PEM, and its key. */
export interface TrialCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** For tests: who signs, and the certificates that it has signed. */
export interface TrialCertificates {
  readonly root: string;
  readonly server: TrialCertificate;
  /** Of the login `holder`. */
  readonly client: TrialCertificate;
}

/**
 * For tests: a root of its own, and what it signs (RFC 5280, in DER): a server's certificate for
 * these names, and a client's.
 */
export function makeTrialCertificates(names: readonly string[]): TrialCertificates {
  const pairs = [1, 2, 3].map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }));
  const [root, server, client] = pairs;
  if (!root || !server || !client) throw new Error('There are three.');
  const alternatives = names.map((name) =>
    /^[\d.]+$/.test(name)
      ? tagged(0x87, Buffer.from(name.split('.').map(Number)))
      : tagged(0x82, Buffer.from(name)),
  );
  const isRoot = extension([0x55, 0x1d, 0x13], sequence(Buffer.from([1, 1, 0xff])));
  const isFor = extension([0x55, 0x1d, 0x11], sequence(...alternatives));
  const sealed = (subject: string, of: KeyObject, extra: Buffer) =>
    certificate({ subject, of, extra, by: root.privateKey });
  return {
    root: sealed('root', root.publicKey, isRoot),
    server: { certificate: sealed('server', server.publicKey, isFor), key: pemOf(server) },
    client: { certificate: sealed('holder', client.publicKey, isFor), key: pemOf(client) },
  };
}

const pemOf = ({ privateKey }: { readonly privateKey: KeyObject }): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

interface Wanted {
  readonly subject: string;
  readonly of: KeyObject;
  readonly extra: Buffer;
  readonly by: KeyObject;
}

function certificate({ subject, of, extra, by }: Wanted): string {
  const body = sequence(
    tagged(0xa0, integer(2)), // version 3
    integer(['root', 'server', 'holder'].indexOf(subject) + 1),
    ECDSA_SHA256,
    nameOf('root'),
    sequence(time('20200101000000Z'), time('20991231235959Z')),
    nameOf(subject),
    of.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(extra)),
  );
  const seal = Buffer.concat([Buffer.from([0]), sign('sha256', body, by)]);
  const whole = sequence(body, ECDSA_SHA256, tagged(0x03, seal));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length];
  return Buffer.concat([Buffer.from([tag, ...size.map((byte) => byte & 0xff)]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, Buffer.concat(parts));
const integer = (value: number): Buffer => tagged(0x02, Buffer.from([value]));
const identifier = (bytes: readonly number[]): Buffer => tagged(0x06, Buffer.from(bytes));
const time = (text: string): Buffer => tagged(0x18, Buffer.from(text));
const extension = (id: readonly number[], value: Buffer): Buffer =>
  sequence(identifier(id), tagged(0x04, value));
const nameOf = (name: string): Buffer =>
  sequence(tagged(0x31, sequence(identifier([0x55, 0x04, 0x03]), tagged(0x0c, Buffer.from(name)))));

const ECDSA_SHA256 = sequence(identifier([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
