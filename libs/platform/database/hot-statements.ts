/** A text that runs so often within `WINDOW_MS` is named. */
const OFTEN = 20;
const WINDOW_MS = 60_000;
/** Each connection keeps what it prepared, some 50 kB a statement. */
const MOST = 150;

/**
 * Gives a name to what is asked often now, so that PostgreSQL parses and plans it once on each connection: on a page
 * of ten statements that is half of the database's work. What is asked rarely, and texts that are made up anew each
 * time, get none: they would only fill the connections.
 */
export class HotStatements {
  private readonly names = new Map<string, string>();
  private counts = new Map<string, number>();
  private until = 0;

  /** The name for this text, if it has one by now. `at` in milliseconds. */
  nameOf(text: string, at: number): string | undefined {
    const known = this.names.get(text);
    if (known !== undefined) return known || undefined;
    if (this.names.size >= MOST) return undefined;
    if (at >= this.until) {
      this.counts = new Map();
      this.until = at + WINDOW_MS;
    }
    const count = (this.counts.get(text) ?? 0) + 1;
    this.counts.set(text, count);
    if (count < OFTEN) return undefined;
    const made = `hot_${this.names.size}`;
    this.names.set(text, made);
    return made;
  }

  /** This text is never named again: what it gives has other columns than when it was prepared. */
  forget(text: string): void {
    this.names.set(text, '');
  }
}

/** Whether a prepared statement no longer fits, since a migration gave its tables other columns. */
export const isOutdatedPlan = (error: unknown): boolean =>
  (error as { code?: unknown }).code === '0A000' &&
  /cached plan/.test(String((error as { message?: unknown }).message));
