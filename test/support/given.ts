import { createHash } from 'node:crypto';

import type { Clock, Database } from '@academie/platform';

/** A person of the test, who is signed in everywhere by this token. */
export const sessionTokenOf = (personId: string): string => `session-of-${personId}`;

interface PersonOptions {
  name: string;
  email: string;
  organisationId: string;
  functions: string[];
}
interface CourseOptions {
  title: string;
  kind: string;
  mode: string;
  tags: string[];
  themeIds: string[];
  status: string;
  functions: string[];
  admission: 'open' | 'audience' | 'invited';
  confidential: boolean;
}
interface OfferingOptions {
  courseId: string;
  capacity: number;
  minimum: number;
  status: string;
  mode: string;
  /** First session; 10 March 2026, 09.30 in Amsterdam, unless given. */
  startsAt: Date;
  /** A week apart, of two hours each unless `minutes` says otherwise. */
  sessions: number;
  minutes: number;
  enrolOpensAt: Date | null;
  enrolClosesAt: Date | null;
  trainerIds: string[];
  confidential: boolean;
  /** Who comes in; what is confidential is for who is invited unless said. */
  admission: 'open' | 'audience' | 'invited';
  /** Codes of the functions of its audience. */
  functions: string[];
  approval: 'none' | 'coordinator' | 'organiser';
  /** How long a seat that comes free is kept for the next in line; given at once without. */
  offerHours: number | null;
  coverageFirst: boolean;
  cancelUntil: Date | null;
  decideAt: Date | null;
  questions: { text: string; required: boolean; kind?: string; options?: string[] }[] | null;
  organiserId: string | null;
}

/** Makes the least that must exist; a test overrides only what it is about. */
export class Given {
  private count = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A municipality, made up. */
  async municipality(name = this.unique('Gemeente')): Promise<{ id: string; name: string }> {
    this.count += 1;
    const code = String(9000 + this.count).padStart(4, '0');
    const id = await this.insert(
      `INSERT INTO people.organisation (code, name, short_name, kind, cbs_code, safety_region, mail_domain)
       VALUES ($1, $2, $2, 'municipality', $3, 'Kennemerland', $4) RETURNING id`,
      [slug(name), name, code, `${slug(name)}.example`],
    );
    return { id, name };
  }

  /** An active person who is signed in; at an organisation when one is given. */
  async person(
    options: Partial<PersonOptions> = {},
  ): Promise<{ id: string; name: string; email: string }> {
    const name = options.name ?? this.unique('Sam');
    const email = options.email ?? `${slug(name)}-${++this.count}@test.example`;
    const now = this.clock.now();
    const id = await this.insert(
      `INSERT INTO people.person (given_name, family_name, created_at) VALUES ($1, 'de Tester', $2) RETURNING id`,
      [name, now],
    );
    await this.database.rows(
      'INSERT INTO people.email_address (address, person_id, is_primary, verified_at) VALUES ($1, $2, true, $3)',
      [email, id, now],
    );
    if (options.organisationId)
      await this.membership(id, options.organisationId, options.functions);
    await this.signedIn(id);
    return { id, name: `${name} de Tester`, email };
  }

  /** Signs somebody in, for as long as the test lasts. */
  async signedIn(personId: string): Promise<void> {
    const token = createHash('sha256').update(sessionTokenOf(personId)).digest();
    await this.database.rows(
      `INSERT INTO people.web_session (token_hash, person_id, created_at, last_seen_at, expires_at)
       VALUES ($1, $2, $3, $4, $4) ON CONFLICT DO NOTHING`,
      [token, personId, this.clock.now(), new Date('2099-01-01')],
    );
  }

  people(...names: string[]): Promise<{ id: string; name: string; email: string }[]> {
    return Promise.all(names.map((name) => this.person({ name })));
  }

  /** Somebody with a role; `scopeId` as the role asks (domain.md: platform, theme, organisation, offering). */
  async holder(
    role: 'coordinator' | 'trainer' | 'theme_lead' | 'administrator' | 'auditor',
    scopeId?: string,
    options: Partial<PersonOptions> = {},
  ): Promise<{ id: string; name: string; email: string }> {
    const person = await this.person({ name: this.unique(role), ...options });
    await this.role(person.id, role, scopeId);
    return person;
  }

  async role(personId: string, role: string, scopeId?: string): Promise<void> {
    const kinds: Record<string, string> = {
      coordinator: 'organisation',
      theme_lead: 'theme',
      trainer: 'offering',
    };
    await this.database.rows(
      `INSERT INTO people.role_grant (person_id, role, scope_kind, scope_id, granted_at) VALUES ($1, $2, $3, $4, $5)`,
      [personId, role, scopeId ? kinds[role] : 'platform', scopeId ?? null, this.clock.now()],
    );
  }

  async membership(
    personId: string,
    organisationId: string,
    functions: string[] = [],
  ): Promise<void> {
    const id = await this.insert(
      `INSERT INTO people.membership (person_id, organisation_id, valid_from) VALUES ($1, $2, '2020-01-01') RETURNING id`,
      [personId, organisationId],
    );
    for (const code of functions) {
      await this.database.rows(
        'INSERT INTO people.job_function (code, name) VALUES ($1, $1) ON CONFLICT DO NOTHING',
        [code],
      );
      await this.database.rows('INSERT INTO people.membership_function VALUES ($1, $2)', [
        id,
        code,
      ]);
    }
  }

  async theme(
    name = this.unique('Thema'),
    parentId?: string,
  ): Promise<{ id: string; slug: string }> {
    const id = await this.insert(
      'INSERT INTO catalogue.theme (slug, name, parent_id, position) VALUES ($1, $2, $3, $4) RETURNING id',
      [slug(name), name, parentId ?? null, this.count],
    );
    return { id, slug: slug(name) };
  }

  /** A published course. */
  async course(
    options: Partial<CourseOptions> = {},
  ): Promise<{ id: string; slug: string; title: string }> {
    const title = options.title ?? this.unique('Cursus');
    const id = await this.insert(
      `INSERT INTO catalogue.course (slug, title, summary, kind, mode, tags, status, published_at, created_at,
         audiences, admission, confidential)
       VALUES ($1, $2, 'Een korte samenvatting', $3, $4, $5, $6, $7, $7, $8, $9, $10) RETURNING id`,
      [
        slug(title),
        title,
        options.kind ?? 'training',
        options.mode ?? 'in_person',
        options.tags ?? [],
        options.status ?? 'published',
        this.clock.now(),
        ...[options.functions ?? [], options.admission ?? 'open', options.confidential ?? false],
      ],
    );
    for (const themeId of options.themeIds ?? [])
      await this.database.rows('INSERT INTO catalogue.course_theme VALUES ($1, $2)', [id, themeId]);
    return { id, slug: slug(title), title };
  }

  /** A published offering with one session, a week from the test's Tuesday. */
  async offering(
    options: Partial<OfferingOptions> = {},
  ): Promise<{ id: string; courseId: string; sessionIds: string[] }> {
    const courseId = options.courseId ?? (await this.course()).id;
    const startsAt = options.startsAt ?? new Date('2026-03-10T09:30:00+01:00');
    const starts = Array.from(
      { length: options.sessions ?? 1 },
      (_, week) => new Date(startsAt.getTime() + week * 7 * 86_400_000),
    );
    const length = (options.minutes ?? 120) * 60_000;
    const endsAt = new Date(starts.at(-1)!.getTime() + length);
    const id = await this.insert(
      `INSERT INTO catalogue.offering (course_id, status, mode, capacity, minimum, enrol_opens_at, enrol_closes_at,
         starts_at, ends_at, confidential, created_at, approval, offer_hours, coverage_first, cancel_until,
         decide_at, questions, organiser_id, admission, audiences)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) RETURNING id`,
      [
        courseId,
        options.status ?? 'published',
        options.mode ?? 'in_person',
        options.capacity ?? 20,
        options.minimum ?? 0,
        options.enrolOpensAt ?? null,
        options.enrolClosesAt ?? null,
        startsAt,
        endsAt,
        options.confidential ?? false,
        this.clock.now(),
        ...[options.approval ?? 'none', options.offerHours ?? null, options.coverageFirst ?? false],
        ...[options.cancelUntil ?? null, options.decideAt ?? null],
        ...[options.questions ? JSON.stringify(options.questions) : null],
        options.organiserId ?? null,
        ...[options.admission ?? 'open', options.functions ?? []],
      ],
    );
    const sessionIds: string[] = [];
    for (const start of starts)
      sessionIds.push(
        await this.insert(
          'INSERT INTO catalogue.session (offering_id, starts_at, ends_at) VALUES ($1, $2, $3) RETURNING id',
          [id, start, new Date(start.getTime() + length)],
        ),
      );
    for (const trainerId of options.trainerIds ?? [])
      await this.database.rows('INSERT INTO catalogue.offering_trainer VALUES ($1, $2)', [
        id,
        trainerId,
      ]);
    return { id, courseId, sessionIds };
  }

  /** Lets people into a closed offering by name. */
  async invited(offeringId: string, people: readonly { id: string }[]): Promise<void> {
    for (const { id } of people)
      await this.database.rows(
        `INSERT INTO catalogue.invited_person (offering_id, person_id, invited_at, reason)
         VALUES ($1, $2, $3, 'hoort erbij') ON CONFLICT DO NOTHING`,
        [offeringId, id, this.clock.now()],
      );
  }

  /** A closed group with these members. */
  async group(people: readonly { id: string }[], name = this.unique('Groep')): Promise<string> {
    const id = await this.insert(
      'INSERT INTO people.closed_group (name, created_at) VALUES ($1, $2) RETURNING id',
      [name, this.clock.now()],
    );
    for (const person of people)
      await this.database.rows(
        'INSERT INTO people.closed_group_member (group_id, person_id, joined_at) VALUES ($1, $2, $3)',
        [id, person.id, this.clock.now()],
      );
    return id;
  }

  /**
   * People with a place in the offering, as if they had enrolled themselves; into one that is closed they
   * were invited.
   */
  async enrolled(
    offeringId: string,
    people: readonly { id: string }[],
    state = 'enrolled',
  ): Promise<string[]> {
    const ids: string[] = [];
    const closed = await this.database.first(
      `SELECT 1 FROM catalogue.offering WHERE id = $1 AND admission <> 'open'`,
      [offeringId],
    );
    if (closed) await this.invited(offeringId, people);
    for (const { id } of people)
      ids.push(
        await this.insert(
          `INSERT INTO enrolment.enrolment (offering_id, person_id, organisation_id, state, source, queued_at, changed_at)
           SELECT $1, p.id, m.organisation_id, $3, 'self', $4, $4
             FROM people.person p LEFT JOIN people.membership m ON m.person_id = p.id AND m.is_main
            WHERE p.id = $2 RETURNING id`,
          [offeringId, id, state, this.clock.now()],
        ),
      );
    return ids;
  }

  private unique(word: string): string {
    this.count += 1;
    return `${word} ${this.count}`;
  }

  private async insert(text: string, params: unknown[]): Promise<string> {
    const row = await this.database.first<{ id: string }>(text, params);
    return row!.id;
  }
}

const slug = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
