import { newId } from '@academie/platform';

import { type Answer, startAcademie, type Visitor } from '../support/academie';
import { type Route, routesOf } from '../support/routes';

/** What of a confidential offering nobody outside may read, wherever it stands. */
const SECRETS = [
  /zilverreiger/i, // its title, the address of its page, its summary and note
  /Schuilplaats|Verborgenweg/, // its place and address
  /13[.:]37|2026-06-21|21 juni|21-06-2026/, // when it is
  /13[.:]38|2026-02-15|15 februari|15-02-2026/, // and was
  /Xaviera|Ypolita|Zwaantje/, // who takes part, and gives it
];
const QUERIES = ['', '?q=zilverreiger', '?sorteer=nieuw', '?from=2026-01-01T00:00:00Z&limit=100'];

/**
 * Walks every route that answers a GET as people who have nothing to do with a confidential course, and
 * searches each answer. A route with an id gets every id there is to guess.
 */
describe('a confidential offering', () => {
  const academie = startAcademie({ seed: 'demo' });
  let ids: string[];
  let words: Record<string, string[]>;
  let parts: string[];
  let insiders: Record<string, Visitor>;
  let outsiders: Record<string, Visitor>;
  let members: { id: string }[];
  let trainer: { id: string };

  beforeAll(async () => {
    const { given, database, clock } = academie;
    const idOf = async (text: string, params: unknown[] = []) =>
      (await database.first<{ id: string }>(text, params))?.id;
    const haarlem = (await idOf(`SELECT id FROM people.organisation WHERE code = 'haarlem'`))!;
    const texel = (await idOf(`SELECT id FROM people.organisation WHERE code = 'texel'`))!;
    const model = (await idOf(`SELECT id FROM catalogue.course WHERE slug = 'ciso-netwerk'`))!;
    const location = await idOf(
      `INSERT INTO catalogue.location (name, address, municipality_id)
       VALUES ('De Schuilplaats', 'Verborgenweg 7', $1) RETURNING id`,
      [haarlem],
    );
    members = await Promise.all(
      ['Xaviera', 'Ypolita'].map((name) =>
        given.person({ name, organisationId: haarlem, functions: ['ciso'] }),
      ),
    );
    trainer = await given.person({ name: 'Zwaantje' });
    await given.role(trainer.id, 'trainer');
    const group = await given.group(members, 'Kring van de lepelaar');
    // Counts for the same target as the network of CISOs.
    const course = (await idOf(
      `INSERT INTO catalogue.course (slug, title, summary, description, kind, mode, tags, audiences, status,
         published_at, created_at, confidential, admission)
       SELECT 'zilverreiger', 'Zilverreigerberaad', 'Over de zilverreiger', 'De zilverreiger.', kind, mode, tags,
              '{}', 'published', $2, $2, true, 'audience' FROM catalogue.course WHERE id = $1 RETURNING id`,
      [model, clock.now()],
    ))!;
    await database.rows(
      'INSERT INTO catalogue.course_audience (course_id, group_id) VALUES ($1, $2)',
      [course, group],
    );
    await database.rows(
      `INSERT INTO catalogue.course_theme (course_id, theme_id)
       SELECT $2, theme_id FROM catalogue.course_theme WHERE course_id = $1`,
      [model, course],
    );
    const place = async (startsAt: string, state = 'published') => {
      clock.set('2026-02-01T09:00:00+01:00');
      const offering = await given.offering({
        courseId: course,
        startsAt: new Date(startsAt),
        status: state,
        trainerIds: [trainer.id],
      });
      await database.rows(
        `UPDATE catalogue.offering SET note = 'Neem uw zilverreiger mee', check_in = '{self,ticket}' WHERE id = $1`,
        [offering.id],
      );
      await database.rows('UPDATE catalogue.session SET location_id = $2 WHERE offering_id = $1', [
        offering.id,
        location,
      ]);
      return { ...offering, enrolments: await given.enrolled(offering.id, members) };
    };
    const held = await place('2026-02-15T13:38:00+01:00');
    const ahead = await place('2026-06-21T13:37:00+02:00');
    clock.set('2026-02-15T16:00:00+01:00');
    const register = `/api/v1/sessions/${held.sessionIds[0]}`;
    await academie
      .as(trainer)
      .post(`${register}/attendance-marks`)
      .send(
        held.enrolments.map((enrolmentId) => ({
          clientId: newId(),
          enrolmentId,
          value: 'present',
          source: 'trainer',
          occurredAt: clock.now().toISOString(),
        })),
      )
      .expect(200);
    await academie.as(trainer).post(`${register}/register-closure`).expect(200);
    await academie.runWorkers();
    clock.set('2026-03-03T09:00:00+01:00');
    await academie.runWorkers();

    const all = (text: string, params: unknown[] = []) =>
      database.rows<{ id: string }>(text, params).then((found) => found.map(({ id }) => id));
    const evidence = await all(
      `SELECT c.id FROM targets.contribution c JOIN targets.evidence e ON e.id = c.evidence_id
        WHERE e.origin_id = $1`,
      [held.id],
    );
    // Else nothing is behind the pages of targets to search for.
    expect(evidence.length).toBeGreaterThan(0);
    const targets = await all(
      `SELECT DISTINCT c.target_id AS id FROM targets.contribution c
         JOIN targets.evidence e ON e.id = c.evidence_id WHERE e.origin_id = $1`,
      [held.id],
    );
    const certificates = await database.rows<{ id: string; code: string }>(
      `SELECT k.id, k.code FROM attendance.certificate k JOIN attendance.completion c ON c.id = k.completion_id
        WHERE c.course_id = $1`,
      [course],
    );
    expect(certificates).toHaveLength(2);
    ids = [
      ...[course, held.id, ahead.id, ...held.sessionIds, ...ahead.sessionIds],
      ...[held.enrolments[0]!, ahead.enrolments[0]!, members[0]!.id, trainer.id, haarlem, group],
      ...[evidence[0]!, ...targets, certificates[0]!.id],
      ...(
        await all('SELECT id FROM platform.outgoing_mail WHERE about_id = ANY ($1)', [
          [held.id, ahead.id],
        ])
      ).slice(0, 1),
    ];
    parts = [evidence[0]!, held.enrolments[0]!, held.sessionIds[0]!, members[0]!.id];
    words = {
      slug: ['zilverreiger', 'cyber'],
      code: [certificates[0]!.code],
      year: ['2026', '2025'],
      version: ['1'],
    };

    const other = await given.person({ organisationId: texel, functions: ['beleidsmedewerker'] });
    const elsewhere = await given.theme();
    const own = await given.offering();
    const otherTrainer = await given.holder('trainer');
    await database.rows('INSERT INTO catalogue.offering_trainer VALUES ($1, $2)', [
      own.id,
      otherTrainer.id,
    ]);
    insiders = {
      'a participant': academie.as(members[0]!),
      'the trainer': academie.as(trainer),
      'an administrator': academie.as(await given.holder('administrator')),
    };
    outsiders = {
      'a visitor': academie.stranger,
      'somebody of another municipality': academie.as(other),
      'a coordinator of another municipality': academie.as(
        await given.holder('coordinator', texel),
      ),
      'the coordinator of the participants': academie.as(
        await given.holder('coordinator', haarlem),
      ),
      'a trainer of another course': academie.as(otherTrainer),
      'a theme lead of another theme': academie.as(await given.holder('theme_lead', elsewhere.id)),
    };
  }, 120_000);

  /** Whatever an insider or an administrator gets an answer to is worth asking for. */
  it('is seen inside, and nowhere to be found by who has nothing to do with it', async () => {
    const table: Record<string, { asked: number; answered: number; told: number }> = {};
    const routes = routesOf(academie).filter(({ method }) => method === 'get');
    const addresses = routes.flatMap((route) => addressesOf(route));
    const walk = async (reader: string, visitor: Visitor, paths: readonly Address[]) => {
      const answered: Address[] = [];
      const told: string[] = [];
      for (const address of paths) {
        const answer = await visitor.ask(address.path);
        if (answer.status === 200) answered.push(address);
        const secret = secretsFor(reader).find((one) => one.test(bodyOf(answer, address.path)));
        if (secret) told.push(`${address.route} tells ${secret.source} (${address.path})`);
      }
      table[reader] = { asked: paths.length, answered: answered.length, told: told.length };
      return { answered, told };
    };
    const worthAsking = new Set(addresses.filter(({ ids: none }) => none === 0));
    for (const [reader, visitor] of Object.entries(insiders)) {
      const { answered, told } = await walk(reader, visitor, addresses);
      // Else the search itself would be blind.
      expect(told.length).toBeGreaterThan(5);
      for (const address of answered) worthAsking.add(address);
    }
    const leaks: Record<string, string[]> = {};
    for (const [reader, visitor] of Object.entries(outsiders)) {
      const { told } = await walk(reader, visitor, [...worthAsking]);
      if (told.length > 0) leaks[reader] = told;
    }
    process.stdout.write(`${routes.length} routes, ${addresses.length} addresses\n`);
    process.stdout.write(
      Object.entries(table)
        .map(([reader, { asked, answered, told }]) =>
          [reader.padEnd(40), asked, answered, told].join('\t'),
        )
        .join('\n') + '\n',
    );

    expect(leaks).toEqual({});
  }, 600_000);

  function addressesOf({ path, name: route }: Route): Address[] {
    const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
    const [first, second] = names;
    if (!first) return QUERIES.map((query) => ({ route, path: path + query, ids: 0 }));
    // A second id is that of something that goes with the first.
    const fill = (value: string, other = ''): Address => ({
      route,
      path: path.replace(`:${first}`, value).replace(`:${second}`, other),
      ids: names.length,
    });
    return (words[first] ?? ids).flatMap((value) =>
      second ? (words[second] ?? parts).map((part) => fill(value, part)) : [fill(value)],
    );
  }
});

interface Address {
  route: string;
  path: string;
  /** How many ids are in it. */
  ids: number;
}

/** A coordinator knows the people of the own organisation, and who is signed in reads the own name on each page. */
const KNOWS_NAMES = ['the coordinator of the participants', 'a participant', 'the trainer'];

const secretsFor = (reader: string): RegExp[] =>
  KNOWS_NAMES.includes(reader) ? SECRETS.slice(0, -1) : SECRETS;

/** What was typed comes back in a form or an address, and that tells nobody anything. */
function bodyOf({ text, bytes, headers }: Answer, path: string): string {
  const isText = /^(text\/|application\/(\w+\+)?json)/.test(headers['content-type'] ?? '');
  const all = [text, isText ? '' : bytes.toString('latin1'), headers.location ?? ''].join('\n');
  return path.includes('zilverreiger') ? all.replace(/zilverreiger(?!beraad| mee)/g, '') : all;
}
