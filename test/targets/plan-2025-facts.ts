import { ActKinds } from '@academie/acts';

import type { Academie, Visitor } from '../support/academie';
import { GivenLedger } from './given-ledger';

interface EventOptions {
  kind: string;
  mode: string;
  tags: string[];
  themes: string[];
  audiences: string[];
  /** Municipalities of who was present, by their place in the list; one person each. */
  at: number[];
  functions: string[];
}

interface ActOptions {
  on: string;
  at: number[];
  houses: number[];
  subkind: string;
  status: string;
  flags: Record<string, boolean>;
  quantity: number;
  target: string;
  document: boolean;
}

/** Writes what happened in 2025 where the academie keeps it, in the words of the year plan. */
export class FactsOf2025 {
  readonly ledger: GivenLedger;
  municipalities: { id: string; code: string }[] = [];
  private houses: { id: string }[] = [];
  private themes = new Map<string, string>();
  private readonly people = new Map<string, { id: string }>();

  constructor(private readonly academie: Academie) {
    this.ledger = new GivenLedger(academie);
  }

  async load(): Promise<void> {
    const { database } = this.academie;
    const organisations = (kind: string) =>
      database.rows<{ id: string; code: string }>(
        `SELECT id, code FROM people.organisation
          WHERE kind = $1 AND valid_to IS NULL ORDER BY code`,
        [kind],
      );
    this.municipalities = await organisations('municipality');
    this.houses = await organisations('care_and_safety_house');
    const themes = await database.rows<{ id: string; slug: string }>(
      'SELECT id, slug FROM catalogue.theme',
    );
    this.themes = new Map(themes.map(({ id, slug }) => [slug, id]));
  }

  /** An event that was held: registers closed, the people of `at` present. */
  async held(day: string, options: Partial<EventOptions> = {}): Promise<void> {
    const { mode, at = [0], functions } = options;
    const people = await Promise.all(at.map((place) => this.person(place, functions)));
    const courseId = await this.course(options);
    await this.ledger.held(people, { courseId, startsAt: new Date(`${day}T10:00:00+01:00`), mode });
  }

  /** Published, and never held: it shows as planned. */
  async planned(day: string, options: Partial<EventOptions> = {}): Promise<string> {
    const { id, courseId } = await this.academie.given.offering({
      courseId: await this.course(options),
      startsAt: new Date(`${day}T10:00:00+01:00`),
      enrolOpensAt: new Date('2025-01-15T09:00:00+01:00'),
      mode: options.mode,
    });
    await this.ledger.happens('offering.published', id, { courseId });
    return id;
  }

  /** Planned, and then it did not go on. */
  async cancelled(day: string, options: Partial<EventOptions> = {}): Promise<void> {
    await this.ledger.cancel(await this.planned(day, options));
  }

  /** An e-learning, or another course without dates, that went on line on that day. */
  async published(day: string, options: Partial<EventOptions> = {}): Promise<string> {
    const id = await this.course({ kind: 'e_learning', mode: 'self_paced', ...options }, day);
    await this.ledger.happens('course.published', id, {});
    return id;
  }

  async act(kind: string, options: Partial<ActOptions> = {}): Promise<string> {
    const { on = '2025-05-06', at = [], houses = [], ...act } = options;
    const known = this.academie.app.get(ActKinds).get(kind);
    const subkind = known?.subkinds.find(({ code }) => code === act.subkind);
    return this.ledger.act({
      kind,
      grade: subkind?.grade ?? known?.grade ?? 'A',
      occurredOn: on,
      organisationIds: [
        ...at.map((place) => this.municipalities[place]!.id),
        ...houses.map((place) => this.houses[place]!.id),
      ],
      ...act,
    });
  }

  /** The e-learning that a provider gives elsewhere. Returns its slug. */
  async onLine(tag: string, themes: string[]): Promise<string> {
    const id = await this.published('2023-01-01', { tags: [tag], themes });
    const row = await this.academie.database.first<{ slug: string }>(
      'SELECT slug FROM catalogue.course WHERE id = $1',
      [id],
    );
    return row!.slug;
  }

  /** A list of the provider, by name: everybody works at the first municipality unless stated. */
  async reported(
    course: string,
    people: { email: string; startedOn: string; completedOn?: string; organisation?: string }[],
  ): Promise<void> {
    const rows = people.map((person) => ({
      givenName: person.email.split('@')[0],
      familyName: 'de Tester',
      organisation: this.municipalities[0]!.code,
      ...person,
    }));
    const { body } = await (
      await this.admin()
    )
      .post('/api/v1/imports')
      .send({ kind: 'participants', source: 'aanbieder', course, rows })
      .expect(201);
    if (body.created !== people.length) throw new Error(JSON.stringify(body));
    await this.academie.runWorkers();
  }

  /** Freezes who took part before. */
  async baseline(code: string, persons: number): Promise<void> {
    const row = await this.academie.database.first<{ id: string }>(
      `SELECT t.id FROM targets.target t JOIN targets.plan p ON p.id = t.plan_id
        WHERE t.code = $1 AND p.year = 2025`,
      [code],
    );
    await (
      await this.admin()
    )
      .post(`/api/v1/targets/${row!.id}/baseline`)
      .send({ persons, source: 'Opgave van de aanbieder' })
      .expect(201);
  }

  private async admin(): Promise<Visitor> {
    return this.academie.as(await this.academie.given.holder('administrator'));
  }

  /** The same act for each of these municipalities. */
  async acts(kind: string, at: number[], options: Partial<ActOptions> = {}): Promise<void> {
    for (const place of at) await this.act(kind, { ...options, at: [place] });
  }

  private async course(options: Partial<EventOptions>, day?: string): Promise<string> {
    const { kind, mode, tags, themes = [], audiences = [] } = options;
    const { id } = await this.academie.given.course({
      kind,
      mode,
      tags,
      themeIds: themes.map((slug) => this.themes.get(slug)!),
    });
    await this.academie.database.rows(
      `UPDATE catalogue.course SET audiences = $2, published_at = coalesce($3, published_at)
        WHERE id = $1`,
      [id, audiences, day ?? null],
    );
    return id;
  }

  // One person works at each place with each function; who is asked for twice is the same one.
  private async person(place: number, functions: string[] = []): Promise<{ id: string }> {
    const key = `${place}:${functions.join()}`;
    const organisationId = this.municipalities[place]!.id;
    const person =
      this.people.get(key) ?? (await this.academie.given.person({ organisationId, functions }));
    this.people.set(key, person);
    return person;
  }
}
