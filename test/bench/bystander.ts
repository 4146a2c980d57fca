import type { Client } from 'pg';

const EVERY_MS = 100;
const PEOPLE = 40_000;

/** How long the changes of others took while something was going on, in milliseconds. */
export interface Waits {
  changes: number;
  /** Of those, what was told to come again: nothing was stored. */
  refused: number;
  p50: number;
  p99: number;
  max: number;
}

/**
 * Somebody else each tenth of a second, who takes a place in an offering of which nothing else is wanted; also while the
 * one before still waits. `since()` tells of the changes that began since it was asked last, once all are answered.
 */
export class Bystander {
  private readonly timer: NodeJS.Timeout;
  private person = 0;
  private refused = 0;
  private running: Promise<number>[] = [];

  private constructor(
    private readonly url: string,
    private readonly offering: string,
  ) {
    this.timer = setInterval(() => this.running.push(this.enrol()), EVERY_MS);
  }

  static async start(database: Client, url: string): Promise<Bystander> {
    const { rows } = await database.query<{ id: string }>(`
      WITH person AS (
        INSERT INTO people.person (given_name, family_name, created_at)
        SELECT 'Else', n::text, '2026-01-01' FROM generate_series(0, ${PEOPLE - 1}) n RETURNING id, family_name
      ), token AS (
        INSERT INTO people.api_token (person_id, name, token_hash, created_at)
        SELECT id, 'bench', sha256(convert_to('bench-else-' || family_name, 'UTF8')), '2026-01-01' FROM person
      ), course AS (
        INSERT INTO catalogue.course (slug, title, summary, kind, mode, status, published_at, created_at)
        VALUES ('else', 'Else', '', 'training', 'in_person', 'published', '2026-01-01', '2026-01-01') RETURNING id
      ), offering AS (
        INSERT INTO catalogue.offering (course_id, status, mode, capacity, starts_at, ends_at, created_at)
        SELECT id, 'published', 'in_person', 100000, '2099-01-01', '2099-01-02', '2026-01-01' FROM course RETURNING id
      ), session AS (
        INSERT INTO catalogue.session (offering_id, starts_at, ends_at) SELECT id, '2099-01-01', '2099-01-02' FROM offering
      )
      SELECT id FROM offering`);
    return new Bystander(url, rows[0]?.id ?? '');
  }

  stop(): void {
    clearInterval(this.timer);
  }

  async since(): Promise<Waits> {
    const took = (await Promise.all(this.running.splice(0))).toSorted((a, b) => a - b);
    const at = (share: number): number => Math.round(took[Math.floor(took.length * share)] ?? 0);
    const refused = this.refused;
    this.refused = 0;
    return {
      changes: took.length,
      refused,
      p50: at(0.5),
      p99: at(0.99),
      max: Math.round(took.at(-1) ?? 0),
    };
  }

  private async enrol(): Promise<number> {
    const began = performance.now();
    const answer = await fetch(`${this.url}/api/v1/offerings/${this.offering}/enrolments`, {
      method: 'POST',
      body: '{}',
      headers: {
        'content-type': 'application/json',
        connection: 'close',
        authorization: `Bearer bench-else-${this.person++}`,
      },
    });
    const text = await answer.text();
    if (answer.status === 503) this.refused += 1;
    else if (!answer.ok) throw new Error(`${answer.status} ${text}`);
    return performance.now() - began;
  }
}
