/** A hint that names the known word nearest to a misspelt one. */
export function nearest(word: string, words: readonly string[]): string {
  const [best] = words
    .map((other) => ({ other, far: editDistance(word, other) }))
    .toSorted((a, b) => a.far - b.far);
  return best ? `Did you mean ${best.other}?` : 'Leave it out.';
}

/** Levenshtein's distance: how many letters are put in, left out or exchanged. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
