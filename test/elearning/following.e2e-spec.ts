import { addDays } from '@academie/platform';

import { startAcademie } from '../support/academie';
import { givenContent, publishVersion, TEXT } from './given-content';

describe('who is where in an e-learning', () => {
  const academie = startAcademie();
  const MAILS = `SELECT recipient, subject, body_text AS text, unsubscribe_url AS stop
                   FROM platform.outgoing_mail WHERE template LIKE '%learning-reminder'
                    AND recipient_person_id = ANY ($1) ORDER BY created_at, id`;

  /** A course of two lessons and four people of a municipality: new, stuck, busy and done. */
  const followed = async (options: { confidential?: boolean } = {}) => {
    const { given, database, clock } = academie;
    const content = await givenContent(academie, [{ title: 'Lezen' }, { title: 'Doen' }]);
    if (options.confidential)
      await database.rows(
        `UPDATE catalogue.offering SET confidential = true, admission = 'invited' WHERE id = $1`,
        [content.offeringId],
      );
    const place = await given.municipality();
    const names = ['Nieuw', 'Vast', 'Bezig', 'Klaar'] as const;
    const people = await Promise.all(
      names.map((name) => given.person({ name, organisationId: place.id })),
    );
    const ids = await given.enrolled(content.offeringId, people);
    const read = (who: number, lesson: number) =>
      academie
        .as(people[who]!)
        .post(`/leren/${ids[who]}/les/${content.keys[lesson]}/klaar`)
        .type('form')
        .send({ versionId: content.versionId })
        .expect(303);
    await read(1, 0);
    clock.set(addDays(clock.now(), 15));
    await read(2, 0);
    await read(3, 0);
    await read(3, 1);
    const trainer = await given.holder('trainer');
    await database.rows('INSERT INTO catalogue.offering_trainer VALUES ($1, $2)', [
      content.offeringId,
      trainer.id,
    ]);
    const coordinator = await given.holder('coordinator', place.id);
    return {
      ...{ content, people, ids, read },
      trainer: academie.as(trainer),
      coordinator: academie.as(coordinator),
      mails: () =>
        database.rows<{ recipient: string; text: string; stop: string }>(MAILS, [
          people.map(({ id }) => id),
        ]),
    };
  };
  const texts = (html: string) =>
    [...html.matchAll(/<tr>\s*<th scope="row">(.*?)<\/tr>/gs)].map(([, row]) =>
      row!
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    );

  it('is told to who gives it: stuck first, then not begun, busy and done', async () => {
    const { trainer, content } = await followed();
    const list = await trainer.get('/beheer/voortgang').expect(200);
    expect(list.text).toContain(`href="/beheer/voortgang/${content.offeringId}"`);
    const { text } = await trainer.get(`/beheer/voortgang/${content.offeringId}`).expect(200);
    expect(texts(text).map((row) => row.split(' ')[0])).toEqual([
      'Vast',
      'Nieuw',
      'Bezig',
      'Klaar',
    ]);
    expect(texts(text)[0]).toContain('1 van 2 klaar');
    expect(texts(text)[0]).toContain('Zit vast');
    expect(text).toContain('Herinner 3 mensen');
  });

  it('leads to a reminder with one button, once in a week, for who is not done', async () => {
    const { trainer, content, mails, people, ids } = await followed();
    const remind = () =>
      trainer.post(`/beheer/voortgang/${content.offeringId}/herinneren`).expect(303);
    await Promise.all([remind(), remind()]);
    await academie.runWorkers();
    const sent = await mails();
    expect(sent.map(({ recipient }) => recipient).sort()).toEqual(
      people
        .slice(0, 3)
        .map(({ email }) => email)
        .sort(),
    );
    expect(sent.find(({ recipient }) => recipient === people[1]!.email)!.text).toContain(
      `/leren/${ids[1]}`,
    );
    expect(sent[0]!.stop).toContain('soort=reminders');
    const { text } = await trainer.get(`/beheer/voortgang/${content.offeringId}`).expect(200);
    expect(text).toContain('Iedereen is klaar of kreeg deze week al een herinnering.');

    academie.clock.set(addDays(academie.clock.now(), 8));
    await remind();
    await academie.runWorkers();
    expect(await mails()).toHaveLength(6);
  });

  it('sends no reminder to who wants none, or who finished before it was written', async () => {
    const { trainer, content, mails, people, read } = await followed();
    await academie.database.rows(
      `INSERT INTO enrolment.message_preference (person_id, token, refused, changed_at)
       VALUES ($1, $2, '{reminders}', $3)`,
      [people[0]!.id, people[0]!.id, academie.clock.now()],
    );
    await trainer.post(`/beheer/voortgang/${content.offeringId}/herinneren`).expect(303);
    await read(2, 1);
    await academie.runWorkers();
    expect((await mails()).map(({ recipient }) => recipient)).toEqual([people[1]!.email]);
  });

  it('is told to a coordinator about own people only, of one course when asked', async () => {
    const one = await followed();
    const other = await followed();
    const [outsider] = await academie.given.people('Buitenstaander');
    await academie.given.enrolled(one.content.offeringId, [outsider!]);
    const { text } = await one.coordinator.get('/organisatie/voortgang').expect(200);
    expect(texts(text)).toHaveLength(4);
    expect(text).not.toContain('Buitenstaander');
    const none = await one.coordinator
      .get(`/organisatie/voortgang?training=${other.content.courseId}`)
      .expect(200);
    expect(texts(none.text)).toEqual([]);
    await one.coordinator.get('/organisatie/voortgang?training=__proto__&pagina=-1').expect(200);

    await one.coordinator
      .post(`/organisatie/voortgang/herinneren?training=${one.content.courseId}`)
      .expect(303);
    await academie.runWorkers();
    expect(await one.mails()).toHaveLength(3);
    expect(await other.mails()).toEqual([]);
  });

  it('is kept from a coordinator where the offering is confidential', async () => {
    const { coordinator, content, mails } = await followed({ confidential: true });
    const { text } = await coordinator.get('/organisatie/voortgang').expect(200);
    expect(texts(text)).toEqual([]);
    expect(text).not.toContain(content.courseId);
    await coordinator.post('/organisatie/voortgang/herinneren').expect(303);
    await academie.runWorkers();
    expect(await mails()).toEqual([]);
  });

  it('is kept from who gives or manages something else', async () => {
    const { content } = await followed();
    const { given } = academie;
    const page = `/beheer/voortgang/${content.offeringId}`;
    for (const [person, status] of [
      [await given.holder('trainer'), 404],
      [await given.holder('theme_lead', (await given.theme()).id), 404],
      [await given.holder('coordinator', (await given.municipality()).id), 403],
      [await given.holder('auditor'), 403],
      [await given.person(), 403],
    ] as const) {
      await academie.as(person).get(page).expect(status);
      await academie.as(person).post(`${page}/herinneren`).expect(status);
    }
    const { text } = await academie
      .as(await given.holder('trainer'))
      .get('/beheer/voortgang')
      .expect(200);
    expect(text).not.toContain(content.offeringId);
    const administrator = academie.as(await given.holder('administrator'));
    await administrator.get(page).expect(200);
  });

  it('tells how far people are in the version that they read', async () => {
    const { trainer, content } = await followed();
    await publishVersion(academie, content.courseId, [{ blocks: [TEXT] }]);
    const { text } = await trainer.get(`/beheer/voortgang/${content.offeringId}`).expect(200);
    expect(texts(text)[0]).toContain('1 van 2 klaar');
  });
});
