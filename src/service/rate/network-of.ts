import { isIPv4, isIPv6 } from 'node:net';

/**
 * Whose requests are counted together where nobody says who he is: the address, and of IPv6 its
 * first 64 bits, since a subscriber has at least all that begin so (RFC 6177).
 *
 * @returns `203.0.113.7` or `2001:db8:0:1::/64`; what is no address is one of its own kind.
 */
export function networkOf(address: string | undefined): string {
  const [, mapped = address ?? ''] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address ?? '') ?? [];
  if (isIPv4(mapped)) return mapped;
  const [bare = ''] = mapped.split('%'); // a zone is of this machine, not of the other
  return isIPv6(bare) ? `${firstHalf(bare)}::/64` : 'unknown';
}

/** Four groups, without leading zeros. */
function firstHalf(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const behind = tail === undefined || tail === '' ? [] : tail.split(':');
  const width = 8 - (address.includes('.') ? 1 : 0); // the last two may be written as IPv4
  const missing = tail === undefined ? 0 : width - groups.length - behind.length;
  return [...groups, ...Array<string>(missing).fill('0'), ...behind]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
