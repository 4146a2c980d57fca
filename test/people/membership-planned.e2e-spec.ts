import { Jobs } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';

const MEMBERS = '/organisatie/medewerkers';

/** What is to be so from a later day on takes effect on that day, and not before. */
describe('a change for a later day', () => {
  const academie = startAcademie();
  let haarlem: { id: string };
  let texel: { id: string };
  let coordinator: { id: string };
  let administrator: { id: string };

  beforeAll(async () => {
    haarlem = await academie.given.municipality('Haarlem');
    texel = await academie.given.municipality('Texel');
    coordinator = await academie.given.holder('coordinator', haarlem.id);
    administrator = await academie.given.holder('administrator');
    await academie.database.rows(
      `INSERT INTO people.job_function (code, name) VALUES ('jurist', 'Jurist') ON CONFLICT DO NOTHING`,
    );
  });
  beforeEach(() => academie.clock.set(TUESDAY));

  const send = (who: { id: string }, path: string, body: object) =>
    academie.as(who).post(path).type('form').send(body);
  const textOf = async (who: { id: string }, path: string) =>
    (await academie.as(who).get(path).expect(200)).text
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');
  const jobOf = async (person: { id: string }, at = haarlem) =>
    (await academie.database.first<{ id: string; functions: string[] }>(
      `SELECT m.id, ARRAY(SELECT function_code FROM people.membership_function f
            WHERE f.membership_id = m.id) AS functions FROM people.membership m
          WHERE person_id = $1 AND organisation_id = $2 AND valid_to IS NULL`,
      [person.id, at.id],
    ))!;
  const colleague = () => academie.given.person({ organisationId: haarlem.id });
  const onDay = async (day: string) => {
    academie.clock.set(`${day}T00:03:00+02:00`);
    await academie.app.get(Jobs).run('people.planned-changes');
  };

  it('of functions is told until it is so, and counts from that day', async () => {
    const person = await colleague();
    const { id } = await jobOf(person);
    await send(coordinator, `${MEMBERS}/${id}/functies`, {
      functions: 'jurist',
      from: '2026-05-01',
    }).expect(303);

    expect(await textOf(coordinator, `${MEMBERS}/${id}`)).toContain(
      'vanaf vrijdag 1 mei 2026: functies bij Haarlem: Jurist',
    );
    await onDay('2026-04-30');
    expect((await jobOf(person)).functions).toEqual([]);
    await onDay('2026-05-01');
    const now = await jobOf(person);
    expect([now.functions, now.id === id]).toEqual([['jurist'], false]);
    expect(await textOf(coordinator, `${MEMBERS}/${now.id}`)).not.toContain('vanaf vrijdag 1 mei');
  });

  it('of a last day lets the person work until and with that day', async () => {
    const person = await colleague();
    const { id } = await jobOf(person);
    await send(coordinator, `${MEMBERS}/${id}/beeindigen`, { lastDay: '2026-04-30' }).expect(303);

    await onDay('2026-04-30');
    expect(await jobOf(person)).toBeDefined();
    await onDay('2026-05-01');
    expect(await jobOf(person)).toBeUndefined();
  });

  it('of a move goes to the organisation that the other one became meanwhile', async () => {
    const [old, next] = [
      await academie.given.municipality('Wieringen'),
      await academie.given.municipality('Hollands Kroon'),
    ];
    const person = await colleague();
    const { id } = await jobOf(person);
    await send(administrator, `${MEMBERS}/${id}/verplaatsen`, {
      organisationId: old.id,
      from: '2026-05-01',
    }).expect(303);
    await academie.database.rows(
      `UPDATE people.organisation SET valid_to = '2026-04-01', successor_id = $2 WHERE id = $1`,
      [old.id, next.id],
    );

    await onDay('2026-05-01');

    expect(await jobOf(person)).toBeUndefined();
    expect(await jobOf(person, next)).toBeDefined();
  });

  it('of a role begins on its day, also when who planned it has left', async () => {
    const person = await colleague();
    const planner = await academie.given.holder('administrator');
    await send(planner, '/beheer/rollen', {
      ...{ email: person.email, role: 'coordinator', scopeId: texel.id },
      ...{ from: '2026-05-01', endsOn: '2026-12-31' },
    }).expect(303);
    expect(await textOf(administrator, '/beheer/rollen')).toContain(
      `${person.name} : vanaf vrijdag 1 mei 2026: rol Coördinator, Texel`,
    );
    await academie.as(person).get(MEMBERS).expect(403);
    await academie.database.rows(
      'UPDATE people.role_grant SET revoked_at = $2 WHERE person_id = $1',
      [planner.id, TUESDAY],
    );

    await onDay('2026-05-01');

    expect(await textOf(person, MEMBERS)).toContain('Texel');
  });

  it('of somebody new invites at once and begins later', async () => {
    await send(coordinator, `${MEMBERS}/toevoegen`, {
      ...{ givenName: 'Nieuwe', familyName: 'Collega', email: 'nieuwe@haarlem.example' },
      ...{ organisationId: haarlem.id, functions: 'jurist', from: '2026-05-01' },
    }).expect(303);
    const person = (await academie.database.first<{ id: string }>(
      `SELECT person_id AS id FROM people.email_address WHERE address = 'nieuwe@haarlem.example'`,
    ))!;

    expect(await jobOf(person)).toBeUndefined();
    expect(await textOf(coordinator, MEMBERS)).toContain(
      'Nieuwe Collega : vanaf vrijdag 1 mei 2026: gaat werken bij Haarlem (Jurist)',
    );
    await onDay('2026-05-01');
    expect((await jobOf(person)).functions).toEqual(['jurist']);
  });

  it('can be taken back by who looks after the organisation, and by nobody else', async () => {
    const person = await colleague();
    const { id } = await jobOf(person);
    await send(coordinator, `${MEMBERS}/${id}/beeindigen`, { lastDay: '2026-04-30' }).expect(303);
    const plan = (await academie.database.first<{ id: string }>(
      'SELECT id FROM people.planned_change WHERE person_id = $1',
      [person.id],
    ))!;
    const outsider = await academie.given.holder('coordinator', texel.id);
    const withdraw = `${MEMBERS}/gepland/${plan.id}/schrappen`;
    await send(outsider, withdraw, {}).expect(404);
    await send(person, withdraw, {}).expect(403);
    await send(coordinator, withdraw, {}).expect(303);

    await onDay('2026-05-01');

    expect(await jobOf(person)).toBeDefined();
  });

  it('that can no longer be is told with the reason', async () => {
    const person = await colleague();
    const { id } = await jobOf(person);
    await send(administrator, `${MEMBERS}/${id}/verplaatsen`, {
      organisationId: texel.id,
      from: '2026-05-01',
    }).expect(303);
    await academie.database.rows(
      `INSERT INTO people.membership (person_id, organisation_id, valid_from, is_main)
       VALUES ($1, $2, '2026-03-03', false)`,
      [person.id, texel.id],
    );

    await onDay('2026-05-01');

    expect(await jobOf(person)).toBeDefined();
    expect(await textOf(coordinator, `${MEMBERS}/${id}`)).toContain('Niet gelukt:');
  });

  it.each(['2026-03-02', '2028-04-01', 'morgen'])('is not planned for %s', async (from) => {
    const person = await colleague();
    const { id } = await jobOf(person);
    const answer = await send(coordinator, `${MEMBERS}/${id}/functies`, {
      functions: 'jurist',
      from,
    }).expect(422);

    expect(answer.text).toContain('id="from-error"');
    expect((await jobOf(person)).functions).toEqual([]);
  });
});
