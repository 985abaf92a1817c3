/**
 * Picks one of `count` places, from 0, evenly and the same in every run: a small generator (that of
 * the ZX81), no more than that.
 */
export function spread(): (count: number) => number {
  let turn = 0;
  return (count) => {
    turn = (turn * 75 + 74) % 65_537;
    return turn % Math.max(1, count);
  };
}
