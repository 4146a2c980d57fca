import { Retention } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';
import { GivenLedger } from '../targets/given-ledger';

const LINK = 'https://voorbeeld.example/protocol';

describe('material that is read on behalf of a municipality', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  let lead: { id: string };
  let otherLead: { id: string };
  let alkmaar: { id: string };
  let hoorn: { id: string };
  let coordinator: { id: string };
  let neighbour: { id: string };
  let ofBoth: { id: string };
  let participant: { id: string };
  let course: { id: string };
  let material: string;

  beforeAll(async () => {
    const { given } = academie;
    academie.clock.set(TUESDAY);
    const cyber = await given.theme('Cyber');
    const drugs = await given.theme('Drugs');
    lead = await given.holder('theme_lead', cyber.id);
    otherLead = await given.holder('theme_lead', drugs.id);
    alkmaar = await given.municipality('Alkmaar');
    hoorn = await given.municipality('Hoorn');
    coordinator = await given.holder('coordinator', alkmaar.id, { name: 'Ans Bakker' });
    neighbour = await given.holder('coordinator', hoorn.id);
    ofBoth = await given.holder('coordinator', alkmaar.id);
    await given.role(ofBoth.id, 'coordinator', hoorn.id);
    participant = await given.person();
    course = await given.course({ themeIds: [cyber.id, drugs.id] });
    await given.offering({ courseId: course.id });
    await ledger.plan(
      [cyber.slug],
      [
        {
          code: 'T39',
          rule: {
            type: 'coverage',
            reference: 'municipality',
            by: [
              {
                evidence: 'act',
                actKinds: ['acknowledged_reading'],
                subkinds: ['protocol-ordeverstoringen'],
              },
            ],
          },
          unit: 'municipalities',
          operator: 'all',
          norm: 32,
        },
      ],
    );
  });

  let nth = 0;
  beforeEach(async () => {
    academie.clock.set(TUESDAY);
    await academie.database.rows('DELETE FROM acts.acknowledgement');
    const live = await academie.database.rows<{ id: string }>(
      'SELECT id FROM acts.act WHERE retracted_at IS NULL',
    );
    for (const { id } of live)
      await post(lead, `/registraties/${id}/intrekken`, { reason: 'mistake' }).expect(303);
    material = await add(`Protocol ${++nth}`);
    await counts(material).expect(303);
  });

  const post = (person: { id: string }, path: string, fields: object = {}) =>
    academie.as(person).post(path).type('form').send(fields);
  const kept = (courseId = course.id) => `/beheer/aanbod/${courseId}/materiaal`;
  const newest = async (title: string): Promise<string> =>
    (await academie.database.first<{ id: string }>(
      'SELECT id FROM catalogue.material WHERE title = $1 AND ended_at IS NULL',
      [title],
    ))!.id;
  const add = async (title: string, fields: object = {}, courseId = course.id): Promise<string> => {
    await post(lead, kept(courseId), {
      ...{ title, kind: 'other', place: 'course', readers: 'all', moment: 'always', url: LINK },
      ...fields,
    }).expect(303);
    return newest(title);
  };
  const counts = (id: string, person = lead, courseId = course.id) =>
    post(person, `${kept(courseId)}/${id}/lezen`, {
      ...{ counts: 'ja', countsAs: 'protocol-ordeverstoringen' },
    });
  const read = (person: { id: string }, organisation: { id: string }, id = material) =>
    post(person, `/materiaal/${id}/gelezen`, { organisationId: organisation.id });
  const readings = () =>
    academie.database.rows<{ id: string; act_id: string }>(
      'SELECT id, act_id FROM acts.acknowledgement WHERE taken_back_at IS NULL ORDER BY id',
    );
  const value = async (): Promise<number> => {
    await academie.runWorkers();
    return ledger.value('T39');
  };
  const takeBack = async (person: { id: string }, id = material, reason = 'mistake') => {
    const [reading] = await readings();
    return post(person, `/materiaal/${id}/gelezen/terugnemen/${reading!.id}`, { reason });
  };

  it('counts once for T39, with its document, on the day it was read, at grade B', async () => {
    const page = (await academie.as(coordinator).get(`/materiaal/${material}/gelezen`).expect(200))
      .text;
    expect(page).toContain('Ik heb dit gelezen namens Alkmaar');
    expect(page).toContain(LINK);

    await read(coordinator, alkmaar).expect(303);
    await read(coordinator, alkmaar).expect(303);
    await read(ofBoth, alkmaar).expect(303);

    expect(await value()).toBe(1);
    expect(
      await academie.database.rows(
        `SELECT kind, subkind, occurred_on::text AS day, grade, document_title AS title, document_url AS url,
                organisation_id AS organisation FROM acts.act WHERE retracted_at IS NULL`,
      ),
    ).toEqual([
      {
        ...{ kind: 'acknowledged_reading', subkind: 'protocol-ordeverstoringen' },
        ...{ day: '2026-03-03', grade: 'B', organisation: alkmaar.id },
        ...{ title: `Versie 1: Protocol ${nth}`, url: LINK },
      },
    ]);
  });

  it('counts once when it is pressed twice at the same moment', async () => {
    const answers = await Promise.all(
      [coordinator, ofBoth, coordinator, ofBoth].map((person) => read(person, alkmaar)),
    );

    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
    expect(await readings()).toHaveLength(1);
    expect(await value()).toBe(1);
  });

  it('asks for which organisation when there are several, and of each once', async () => {
    const path = `/materiaal/${material}/gelezen`;
    const before = (await academie.as(ofBoth).get(path).expect(200)).text;
    expect(before).toContain('Namens welke gemeente');
    await read(ofBoth, alkmaar).expect(303);
    expect((await academie.as(ofBoth).get(path).expect(200)).text).toContain('namens Hoorn');
    await read(ofBoth, hoorn).expect(303);
    expect((await academie.as(ofBoth).get(path).expect(200)).text).not.toContain('Ik heb dit');
    expect(await value()).toBe(2);
    await post(ofBoth, path, {}).expect(422);
  });

  it('is said only by who may record such an act by hand', async () => {
    await read(neighbour, alkmaar).expect(422);
    await read(participant, alkmaar).expect(422);
    await read(otherLead, alkmaar).expect(422);
    await academie.stranger
      .post(`/materiaal/${material}/gelezen`)
      .expect(({ status }) => expect([303, 401, 403]).toContain(status));
    const { text } = await academie
      .as(participant)
      .get(`/materiaal/${material}/gelezen`)
      .expect(200);
    expect(text).not.toContain('Ik heb dit gelezen');
    expect(await readings()).toEqual([]);
    await read(lead, hoorn).expect(303);
    expect(await value()).toBe(1);
  });

  it('is not there for who may not have the material, or where reading does not count', async () => {
    const placed = await add(`Alleen met plek ${nth}`, { readers: 'enrolled' });
    await counts(placed).expect(303);
    const plain = await add(`Telt niet ${nth}`);

    for (const id of [placed, plain]) {
      await academie.as(coordinator).get(`/materiaal/${id}/gelezen`).expect(404);
      await read(coordinator, alkmaar, id).expect(404);
    }
    expect(await readings()).toEqual([]);
  });

  it('is taken back by who said so, and counts again when it is said again', async () => {
    await read(coordinator, alkmaar).expect(303);
    expect((await takeBack(ofBoth)).status).toBe(404);
    expect((await takeBack(neighbour)).status).toBe(404);
    expect((await takeBack(coordinator, material, 'zomaar')).status).toBe(422);
    expect(await value()).toBe(1);

    const [first] = await readings();
    expect((await takeBack(coordinator)).status).toBe(303);
    expect(await value()).toBe(0);
    await post(coordinator, `/materiaal/${material}/gelezen/terugnemen/${first!.id}`, {
      reason: 'mistake',
    }).expect(303);
    await read(coordinator, alkmaar).expect(303);
    expect(await value()).toBe(1);
  });

  it('is taken back by the organiser who leads the theme of it, and by no other', async () => {
    await read(coordinator, alkmaar).expect(303);
    const [{ id } = { id: '' }] = await readings();
    const path = `${kept()}/${material}/lezen/terugnemen/${id}`;
    await post(otherLead, path, { reason: 'mistake' }).expect(404);
    await post(coordinator, path, { reason: 'mistake' }).expect(403);
    expect(await value()).toBe(1);

    await post(lead, path, { reason: 'mistake' }).expect(303);
    expect(await value()).toBe(0);
  });

  it('is asked again of a next version, which counts no second time in a year', async () => {
    await read(coordinator, alkmaar).expect(303);
    await post(lead, `${kept()}/${material}/versie`, { url: `${LINK}-2` }).expect(303);
    await read(coordinator, alkmaar).expect(404);
    const next = await newest(`Protocol ${nth}`);
    expect(
      (await academie.as(coordinator).get(`/materiaal/${next}/gelezen`).expect(200)).text,
    ).toContain('Ik heb dit gelezen namens Alkmaar');
    await read(coordinator, alkmaar, next).expect(303);
    expect(await readings()).toHaveLength(2);
    expect(await value()).toBe(1);

    // The act stands for as long as one of the two does.
    expect((await takeBack(coordinator, next)).status).toBe(303);
    expect(await value()).toBe(1);
    expect((await takeBack(coordinator, next)).status).toBe(303);
    expect(await value()).toBe(0);
  });

  it('leaves alone what was recorded by hand', async () => {
    await academie
      .as(coordinator)
      .post('/api/v1/acts')
      .send({
        ...{ kind: 'acknowledged_reading', occurredOn: '2026-02-03' },
        ...{ organisationIds: [alkmaar.id], subkind: 'protocol-ordeverstoringen' },
      })
      .expect(201);
    await read(coordinator, alkmaar).expect(303);
    expect(await value()).toBe(1);
    expect((await takeBack(coordinator)).status).toBe(303);
    expect(await value()).toBe(1);
  });

  it('shows the organiser who read it and who is missing, without names of people', async () => {
    await read(coordinator, alkmaar).expect(303);
    const { text } = await academie.as(lead).get(`${kept()}/${material}/lezen`).expect(200);
    expect(text).toMatch(/Alkmaar, versie 1, dinsdag 3 maart 2026/);
    expect(text).toMatch(/<li>Hoorn/);
    expect(text).not.toMatch(/<li>Alkmaar<\/li>/);
    expect(text).not.toContain('Ans Bakker');
    await academie.as(coordinator).get(`${kept()}/${material}/lezen`).expect(403);
  });

  it('is made to count only by who leads the theme of it, as something that there is', async () => {
    const plain = await add(`Nog niet ${nth}`);
    await counts(plain, otherLead).expect(403);
    await post(lead, `${kept()}/${plain}/lezen`, { counts: 'ja', countsAs: 'nergens' }).expect(422);
    await post(lead, `${kept()}/${plain}/lezen`, { counts: 'ja' }).expect(422);
    await read(coordinator, alkmaar, plain).expect(404);
    await post(lead, `${kept()}/${material}/lezen`, {}).expect(303);
    await read(coordinator, alkmaar).expect(404);
  });

  it('never counts when it is of something confidential', async () => {
    const secret = await academie.given.course({ themeIds: await themesOf(course.id) });
    const offering = await academie.given.offering({
      ...{ courseId: secret.id, confidential: true, admission: 'invited' },
    });
    await academie.given.invited(offering.id, [coordinator]);
    const fields = { place: offering.id, readers: 'audience' };
    const id = await add(`Geheim ${nth}`, fields, secret.id);
    await counts(id, lead, secret.id).expect(422);
    // It became confidential later.
    await academie.database.rows(
      `UPDATE catalogue.material SET counts_as = 'protocol-ordeverstoringen', is_proof = true WHERE id = $1`,
      [id],
    );
    for (const person of [coordinator, neighbour]) {
      await academie.as(person).get(`/materiaal/${id}/gelezen`).expect(404);
      await read(person, alkmaar, id).expect(404);
    }
    expect(await readings()).toEqual([]);
  });

  it('is kept as long as what it proves, for who hands it out', async () => {
    await read(coordinator, alkmaar).expect(303);
    await post(lead, `${kept()}/${material}/versie`, { url: `${LINK}-2` }).expect(303);
    academie.clock.set('2028-03-10T12:00:00+01:00');
    const retention = academie.app.get(Retention);
    const kinds = await retention.all();
    await retention.forget(kinds.find(({ kind }) => kind === 'catalogue.old-material')!);

    const old = `/materiaal/${material}/inhoud`;
    expect((await academie.as(lead).get(old).expect(303)).headers.location).toBe(LINK);
    await academie.as(coordinator).get(old).expect(404);
  });

  const themesOf = async (courseId: string): Promise<string[]> =>
    (
      await academie.database.rows<{ id: string }>(
        'SELECT theme_id AS id FROM catalogue.course_theme WHERE course_id = $1',
        [courseId],
      )
    ).map(({ id }) => id);
});
