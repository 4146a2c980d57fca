import { Retention } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';
import { GivenLedger } from '../targets/given-ledger';

interface SentMail {
  subject: string;
  body_text: string;
}

describe('the menukaart', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  let lead: { id: string };
  let otherLead: { id: string };
  let alkmaar: { id: string };
  let hoorn: { id: string };
  let coordinator: { id: string };
  let neighbour: { id: string };
  let van: string;
  let bucket: string;
  let meter: string;

  beforeAll(async () => {
    const { given } = academie;
    academie.clock.set(TUESDAY);
    const drugs = await given.theme('Drugs');
    lead = await given.holder('theme_lead', drugs.id, { name: 'Noor' });
    otherLead = await given.holder('theme_lead', (await given.theme('Cyber')).id);
    alkmaar = await given.municipality('Alkmaar');
    hoorn = await given.municipality('Hoorn');
    coordinator = await given.holder('coordinator', alkmaar.id, { name: 'Ans' });
    neighbour = await given.holder('coordinator', hoorn.id, { name: 'Cor' });
    van = await means('Speedmobiel', 1, 'speedmobiel');
    bucket = await means('Drugsemmer', 2, 'drugsemmer');
    meter = await means('Flexibel kastje', 5, 'zonder');
    await ledger.plan(
      [drugs.slug],
      [
        {
          code: 'T09',
          rule: {
            type: 'coverage',
            reference: 'municipality',
            by: [{ evidence: 'act', actKinds: ['menu_item'], statuses: ['delivered'] }],
          },
          unit: 'municipalities',
          operator: 'all',
          norm: 32,
        },
      ],
    );
  });
  beforeEach(() => academie.clock.set(TUESDAY));

  const post = (person: { id: string }, path: string, fields: object = {}) =>
    academie.as(person).post(path).type('form').send(fields);
  const means = async (name: string, pieces: number, onMenu: string): Promise<string> => {
    await post(lead, '/beheer/middelen/nieuw', { name, pieces, contact: 'Loods 072-1' }).expect(
      303,
    );
    const row = await academie.database.first<{ id: string }>(
      'SELECT id FROM catalogue.means WHERE name = $1',
      [name],
    );
    await post(lead, '/menukaart/inhoud', { [`middel.${row!.id}`]: onMenu }).expect(303);
    return row!.id;
  };
  const ask = (
    firstDay: string,
    { person = coordinator, municipality = alkmaar, what = van, ...more } = {},
    fields: object = {},
  ) =>
    post(person, `/menukaart/${what}`, {
      ...{ organisationId: municipality.id, firstDay, pieces: '1' },
      ...{ place: 'Canadaplein 1', contact: 'Ans, 06-12345678' },
      ...more,
      ...fields,
    });
  const asked = async (firstDay: string, about: object = {}): Promise<string> => {
    const { headers } = await ask(firstDay, about).expect(303);
    return headers.location!;
  };
  const mailsTo = async (person: { id: string }) => {
    await academie.runWorkers();
    return academie.database.rows<SentMail>(
      'SELECT subject, body_text FROM platform.outgoing_mail WHERE recipient_person_id = $1 ORDER BY created_at, id',
      [person.id],
    );
  };
  const acts = () =>
    academie.database.rows<{ subkind: string; flags: object; headcount: number | null }>(
      `SELECT subkind, flags, headcount, organisation_id, occurred_on::text FROM acts.act
        WHERE kind = 'menu_item' AND retracted_at IS NULL ORDER BY id`,
    );

  it('says of several days that they are days, without an hour', async () => {
    const path = await asked('2026-07-06', { lastDay: '2026-07-08' });
    const { text } = await academie.as(coordinator).get(path).expect(200);
    expect(text).toContain('maandag 6 juli 2026 tot en met woensdag 8 juli 2026');
  });

  it('shows a coordinator what is free, and nothing of who has the rest', async () => {
    await asked('2026-04-14', { person: neighbour, municipality: hoorn });

    const { text } = await academie
      .as(coordinator)
      .get(`/menukaart/${van}?maand=2026-04`)
      .expect(200);
    expect(text).toMatch(/<strong>14<\/strong><br><span class="small">bezet<\/span>/);
    expect(text).toMatch(/<strong>15<\/strong><br><span class="small">vrij<\/span>/);
    expect(text).not.toContain('Hoorn');
    expect(text).not.toContain('Cor');
    expect(text).not.toContain('2026-04-14#aanvragen');
    expect(text).toContain('2026-04-15#aanvragen');
    const chosen = await academie
      .as(coordinator)
      .get(`/menukaart/${van}?maand=2026-04&dag=2026-04-15`)
      .expect(200);
    expect(chosen.text).toMatch(/name="firstDay" value="2026-04-15"/);
    const list = (await academie.as(coordinator).get('/menukaart/aanvragen').expect(200)).text;
    expect(list).not.toContain('Hoorn');
  });

  it('gives the last piece to one of two municipalities that ask at once', async () => {
    const answers = await Promise.all([
      ask('2026-04-21'),
      ask('2026-04-21', { person: neighbour, municipality: hoorn }),
    ]);

    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
    expect(answers.find(({ status }) => status === 422)!.text).toContain(
      'Op deze dagen is te weinig vrij: nog 0.',
    );
    // Of two pieces both get one.
    const both = await Promise.all([
      ask('2026-04-21', { what: bucket }),
      ask('2026-04-21', { person: neighbour, municipality: hoorn, what: bucket }),
    ]);
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
  });

  it('asks for the first day alone when no day was given: the last is not needed', async () => {
    const { text } = await ask('2026-05-05', {}, { firstDay: '', lastDay: '' }).expect(422);

    expect(text).toContain('Eerste dag: vul een datum in');
    expect(text).not.toContain('Laatste dag: ');
  });

  it.each([
    ['a day that has passed', { firstDay: '2026-03-02' }, 'Kies een dag vanaf vandaag'],
    [
      'a last day before the first',
      { firstDay: '2026-05-05', lastDay: '2026-05-04' },
      'De laatste dag ligt voor de eerste',
    ],
    [
      'more pieces than there are',
      { firstDay: '2026-05-05', pieces: '2' },
      'is te weinig vrij: nog 1.',
    ],
    ['no place', { firstDay: '2026-05-05', place: '' }, 'Waar'],
  ])('refuses %s, and keeps nothing', async (_what, fields, told) => {
    const before = await academie.database.rows('SELECT 1 FROM catalogue.booking');
    const { text } = await ask('2026-05-05', {}, fields).expect(422);

    expect(text).toContain(told);
    expect(text).toContain('value="Ans, 06-12345678"');
    expect(await academie.database.rows('SELECT 1 FROM catalogue.booking')).toHaveLength(
      before.length,
    );
  });

  it('is for the own municipality, and decided by the team', async () => {
    await ask('2026-05-12', { municipality: hoorn }).expect(422);
    const path = await asked('2026-05-12');
    const outsiders = [neighbour, otherLead];

    for (const person of outsiders) {
      await academie.as(person).get(path).expect(404);
      await post(person, `${path}/afzeggen`, { reason: 'Zomaar' }).expect(404);
      await post(person, `${path}/bevestigen`).expect(404);
    }
    await post(coordinator, `${path}/bevestigen`).expect(403);
    await post(coordinator, `${path}/gegeven`, { day: '2026-05-12' }).expect(422);
    await academie
      .as(await academie.given.person())
      .get('/menukaart')
      .expect(403);
    await academie.as(otherLead).get('/menukaart/inhoud').expect(403);
    await post(otherLead, '/menukaart/inhoud', { [`middel.${van}`]: 'niet' }).expect(403);
    await post(lead, `${path}/bevestigen`).expect(303);
    expect((await academie.as(coordinator).get(path).expect(200)).text).toContain('Loods 072-1');
  });

  it('mails the team what is asked, and the coordinator what is decided', async () => {
    const path = await asked('2026-05-19');
    expect((await mailsTo(lead)).at(-1)).toMatchObject({
      subject: 'Aanvraag menukaart: Speedmobiel voor Alkmaar',
    });
    await post(lead, `${path}/verplaatsen`, { firstDay: '2026-05-20', reason: 'Onderhoud' }).expect(
      303,
    );
    const moved = (await mailsTo(coordinator)).at(-1)!;
    expect(moved.subject).toBe('Andere dagen: Speedmobiel');
    expect(moved.body_text).toContain('woensdag 20 mei 2026');
    expect(moved.body_text).toContain('Reden: Onderhoud');
    // The old day is free, the new one is not.
    await asked('2026-05-19', { person: neighbour, municipality: hoorn });
    await ask('2026-05-20', { person: neighbour, municipality: hoorn }).expect(422);

    await post(lead, `${path}/afwijzen`, {}).expect(422);
    await post(lead, `${path}/afwijzen`, { reason: 'Toch kapot' }).expect(303);
    expect((await mailsTo(coordinator)).at(-1)!.body_text).toContain('Reden: Toch kapot');
    await asked('2026-05-20', { person: neighbour, municipality: hoorn });
    await post(lead, `${path}/bevestigen`).expect(303);
    expect(
      await academie.database.rows(
        `SELECT 1 FROM acts.delivery WHERE id = $1 AND state = 'refused'`,
        [path.split('/').at(-1)],
      ),
    ).toHaveLength(1);
  });

  it('counts what was given once, and no more when it was not given', async () => {
    const path = await asked('2026-06-02');
    await post(lead, `${path}/bevestigen`).expect(303);
    await post(lead, `${path}/gegeven`, { day: '2026-06-02' }).expect(422);
    academie.clock.set('2026-06-03T09:00:00+02:00');
    await post(lead, `${path}/gegeven`, { day: '2026-06-03' }).expect(422);
    expect(await acts()).toEqual([]);

    const answers = await Promise.all(
      [1, 2].map(() => post(lead, `${path}/gegeven`, { day: '2026-06-02', headcount: '80' })),
    );
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(await acts()).toEqual([
      expect.objectContaining({
        subkind: 'speedmobiel',
        headcount: 80,
        organisation_id: alkmaar.id,
        occurred_on: '2026-06-02',
      }),
    ]);
    await academie.runWorkers();
    expect(await ledger.value('T09')).toBe(1);

    await post(lead, `${path}/niet-gegeven`).expect(303);
    await academie.runWorkers();
    expect(await acts()).toEqual([]);
    expect(await ledger.value('T09')).toBe(0);
    await post(lead, `${path}/gegeven`, { day: '2026-06-02' }).expect(303);
    await academie.runWorkers();
    expect(await ledger.value('T09')).toBe(1);
  });

  it('says of a drugsemmer whether the Agrocoach was offered, and retracts a corrected act too', async () => {
    const path = await asked('2026-07-07', { what: bucket });
    await post(lead, `${path}/bevestigen`).expect(303);
    academie.clock.set('2026-07-07T16:00:00+02:00');
    await post(lead, `${path}/gegeven`, { day: '2026-07-07', flag: 'ja' }).expect(303);
    const [first] = await academie.database.rows<{ id: string; flags: object }>(
      `SELECT id, flags FROM acts.act WHERE subkind = 'drugsemmer' AND retracted_at IS NULL`,
    );
    expect(first!.flags).toEqual({ agrocoach_offered: true });
    await academie
      .as(lead)
      .post(`/api/v1/acts/${first!.id}/correction`)
      .send({
        ...{ occurredOn: '2026-07-07', organisationIds: [alkmaar.id], subkind: 'drugsemmer' },
        ...{ status: 'delivered', flags: { agrocoach_offered: false } },
      })
      .expect(201);

    await post(lead, `${path}/niet-gegeven`).expect(303);
    expect(
      await academie.database.rows(
        `SELECT 1 FROM acts.act WHERE subkind = 'drugsemmer' AND retracted_at IS NULL`,
      ),
    ).toEqual([]);
  });

  it('lets many say at once that something was given', async () => {
    const before = (await acts()).length;
    const days = Array.from({ length: 12 }, (_, n) => `2026-10-${String(n + 5).padStart(2, '0')}`);
    const paths: string[] = [];
    for (const day of days) paths.push(await asked(day));
    for (const path of paths) await post(lead, `${path}/bevestigen`).expect(303);
    academie.clock.set('2026-10-20T16:00:00+02:00');
    const answers = await Promise.all(
      paths.map((path, n) => post(lead, `${path}/gegeven`, { day: days[n] })),
    );

    expect(answers.map(({ status }) => status)).toEqual(days.map(() => 303));
    expect(await acts()).toHaveLength(before + days.length);
  });

  it('lends what counts for nothing', async () => {
    const before = (await acts()).length;
    const path = await asked('2026-08-04', { what: meter });
    await post(lead, `${path}/bevestigen`).expect(303);
    academie.clock.set('2026-08-04T16:00:00+02:00');
    await post(lead, `${path}/gegeven`, { day: '2026-08-04' }).expect(303);

    expect(await acts()).toHaveLength(before);
    expect((await academie.as(lead).get(path).expect(200)).text).toContain('Gegeven');
  });

  it('asks for nothing that is not on it', async () => {
    await post(lead, '/menukaart/inhoud', { [`middel.${meter}`]: 'niet' }).expect(303);
    await academie.as(coordinator).get(`/menukaart/${meter}`).expect(404);
    await ask('2026-09-01', { what: meter }).expect(404);
    await post(lead, '/menukaart/inhoud', { [`middel.${meter}`]: 'zonder' }).expect(303);
  });

  it('forgets after its period whom to call', async () => {
    const path = await asked('2026-09-08');
    academie.clock.set('2028-01-04T09:00:00+01:00');
    const retention = academie.app.get(Retention);
    const [kind] = (await retention.all()).filter((one) => one.kind === 'acts.delivery-contacts');
    await retention.forget(kind!);

    expect(
      await academie.database.first(`SELECT contact, place FROM acts.delivery WHERE id = $1`, [
        path.split('/').at(-1),
      ]),
    ).toEqual({ contact: '', place: 'Canadaplein 1' });
  });
});
