/** The known word that was most likely meant: at most two letters differ; undefined when there is none. */
export function closestWord(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.min(3, Math.ceil(word.length / 2));
  for (const candidate of known) {
    const slips = distance(word.slice(0, 60), candidate, least);
    if (slips < least) [best, least] = [candidate, slips];
  }
  return best;
}

// Levenshtein; a row at a time. Stops being exact at `limit`, which is all that is asked.
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? limit;
}
