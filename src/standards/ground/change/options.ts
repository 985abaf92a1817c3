import type { Node } from 'libpg-query';

/** Whether an option of `reindex (…)` or `vacuum (…)` is given, and not as false. */
export function isOptionOn(options: readonly Node[] | undefined, name: string): boolean {
  return (options ?? []).some((one) => {
    if (!('DefElem' in one) || one.DefElem.defname !== name) return false;
    const { arg } = one.DefElem;
    return arg === undefined || !FALSE.test(JSON.stringify(arg));
  });
}

/** `false`, `off` and `0`; the tree leaves zeros out. */
const FALSE = /"(?:false|off)"|"boolval":\{\}|"ival":\{\}/;
