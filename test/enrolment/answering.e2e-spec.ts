import { Jobs } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';

const QUESTIONS = [
  { text: 'Waarvoor komt u?', required: false },
  { text: 'Welke middag?', required: true, kind: 'choice', options: ['Maandag', 'Dinsdag'] },
  { text: 'Welke thema’s?', required: false, kind: 'several', options: ['A', 'B', 'C'] },
  { text: 'Hoeveel jaar ervaring?', required: false, kind: 'number' },
  { text: 'Uw casus', required: true, kind: 'file' },
];
const PDF = Buffer.from('%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n');

describe('questions of all kinds', () => {
  const academie = startAcademie();
  const { clock } = academie;
  let kim: { id: string };
  let anna: { id: string; name: string };
  let offering: { id: string; sessionIds: string[] };

  beforeEach(async () => {
    clock.set(TUESDAY);
    kim = await academie.given.holder('trainer');
    anna = await academie.given.person();
    offering = await academie.given.offering({
      trainerIds: [kim.id],
      startsAt: new Date('2026-03-20T09:30:00+01:00'),
      questions: QUESTIONS,
    });
  });

  const mails = async () => {
    await academie.app.get(Jobs).run('enrolment.ask-answers');
    const found = await academie.database.rows<{ text: string }>(
      `SELECT body_text AS text FROM platform.outgoing_mail
        WHERE recipient_person_id = $1 AND template = 'enrolment/answers-asked' ORDER BY created_at`,
      [anna.id],
    );
    return found.map(({ text }) => text);
  };
  const enrolByAnother = async (): Promise<string> => {
    const administrator = await academie.given.holder('administrator');
    const { body } = await academie
      .as(administrator)
      .post(`/api/v1/offerings/${offering.id}/enrolments`)
      .send({ personId: anna.id })
      .expect(201);
    await academie.runWorkers();
    return body.id;
  };
  const attach = (id: string, nth: number, bytes: Buffer, name: string) =>
    academie
      .as(anna)
      .post(`/mijn/inschrijvingen/${id}/antwoorden/${nth}/bestand`)
      .attach('file', bytes, name);

  it('are asked on the form, each with its own field, and refused when the answer is none', async () => {
    const page = `/uitvoeringen/${offering.id}/inschrijven`;
    const form = await academie.as(anna).get(page).expect(200);
    expect(form.text).toMatch(/type="radio" name="answers.1" value="Dinsdag"/);
    expect(form.text).toMatch(/type="checkbox" name="answers.2" value="B"/);
    expect(form.text).toContain('Dat voegt u hierna toe');
    const send = (body: object) => academie.as(anna).post(page).type('form').send(body);
    const wrong = await send({
      'answers.1': 'Woensdag',
      'answers.2': ['A', 'C'],
      'answers.3': 'veel',
    }).expect(422);
    expect(wrong.text).toContain('Kies een van de antwoorden.');
    expect(wrong.text).toContain('Vul een getal in');
    expect(wrong.text).toMatch(/value="C" checked/);
    const done = await send({
      'answers.1': 'Dinsdag',
      'answers.2': ['A', 'C'],
      'answers.3': '2,5',
      fileLater: 'ja',
    }).expect(303);

    expect(done.headers.location).toMatch(/\/antwoorden$/);
    const read = await academie.as(kim).get(`/lesgeven/sessies/${offering.sessionIds[0]}/wensen`);
    for (const answer of ['Dinsdag', 'A; C', '2,5']) expect(read.text).toContain(answer);
  });

  it('are asked by mail of who was enrolled by another, until what has to be is answered', async () => {
    const id = await enrolByAnother();
    expect(await mails()).toHaveLength(1);
    expect(await mails()).toHaveLength(1);
    clock.set('2026-03-07T10:00:00+01:00');
    const [, again] = await mails();
    expect(again).toContain('We missen nog antwoord');
    const mine = await academie.as(anna).get('/mijn').expect(200);
    expect(mine.text).toContain(`/mijn/inschrijvingen/${id}/antwoorden`);
    await academie
      .as(anna)
      .put(`/api/v1/enrolments/${id}/answers`)
      .send({ answers: ['', '', '', '', ''] })
      .expect(422);
    await academie
      .as(anna)
      .put(`/api/v1/enrolments/${id}/answers`)
      .send({ answers: ['Voor het plein', 'Maandag', '', '', ''] })
      .expect(204);
    clock.set('2026-03-10T12:00:00+01:00');
    expect(await mails()).toHaveLength(3);
    await attach(id, 4, PDF, 'casus.pdf').expect(303);
    clock.set('2026-03-13T12:00:00+01:00');

    expect(await mails()).toHaveLength(3);
    expect((await academie.as(anna).get('/mijn')).text).not.toContain(`${id}/antwoorden`);
  });

  it('take a file, which who gives it can open and others cannot', async () => {
    const id = await enrolByAnother();
    const page = `/mijn/inschrijvingen/${id}/antwoorden`;
    await attach(id, 4, Buffer.from('<html><script>'), 'casus.html').expect(303);
    expect((await academie.as(anna).get(page)).text).not.toContain('U stuurde');
    await attach(id, 1, PDF, 'casus.pdf').expect(404);
    await attach(id, 4, PDF, 'casus.pdf').expect(303);
    await attach(id, 4, PDF, 'casus-2.pdf').expect(303);
    expect((await academie.as(anna).get(page)).text).toContain('casus-2.pdf');
    const file = `/inschrijvingen/${id}/antwoorden/4`;
    await academie.as(anna).get(file).expect(200);
    await academie.as(kim).get(file).expect(200);
    const other = await academie.given.holder('trainer');
    await academie.as(other).get(file).expect(404);
    await academie.as(other).get(page).expect(404);
    await academie.as(kim).get(page).expect(404);
    await academie.as(kim).get(`/inschrijvingen/${id}/antwoorden/nul`).expect(404);
    await academie.as(anna).post(page).type('form').send({ 'answers.1': 'Maandag' }).expect(303);
    await academie.as(anna).get(file).expect(200);

    await academie.as(anna).post(`/api/v1/enrolments/${id}/cancellation`).send({}).expect(200);
    await academie.app.get(Jobs).run('people.forget');
    await academie.as(anna).get(file).expect(404);
  });

  it('stand in the list to take out, for who organises or gives it alone', async () => {
    const id = await enrolByAnother();
    const page = `/mijn/inschrijvingen/${id}/antwoorden`;
    const filled = {
      'answers.0': 'Voor het plein',
      'answers.1': 'Dinsdag',
      'answers.2': ['A', 'C'],
    };
    await academie.as(anna).post(page).type('form').send(filled).expect(303);
    await attach(id, 4, PDF, 'casus.pdf').expect(303);
    const take = async (who: { id: string }) => {
      const { text } = await academie
        .as(who)
        .get(`/beheer/uitvoeringen/${offering.id}/deelnemers.csv`)
        .expect(200);
      return text.trim().split('\r\n');
    };
    const [header, row] = await take(kim);
    expect(header).toContain(QUESTIONS.flatMap(({ text }, at) => (at === 3 ? [] : text)).join(';'));
    expect(row).toContain('Voor het plein;Dinsdag;"A; C";casus.pdf');
    const town = await academie.given.municipality('Hoorn');
    const coordinator = await academie.given.holder('coordinator', town.id);
    expect((await take(coordinator)).join()).not.toContain('Welke middag?');
  });

  it('ask for a file when none was chosen', async () => {
    const page = `/mijn/inschrijvingen/${await enrolByAnother()}/antwoorden`;
    const sent = await academie.as(anna).post(`${page}/4/bestand`).field({ leeg: 'ja' });
    const [flash] = sent.headers['set-cookie'] as unknown as string[];
    const told = Buffer.from(/melding=([^;]*)/.exec(flash!)![1]!, 'base64url').toString();
    expect(told).toContain('Kies eerst een bestand.');
  });

  it('are made by the organiser, with what there is to choose', async () => {
    const administrator = await academie.given.holder('administrator');
    const change = (questions: object[], version: number) =>
      academie
        .as(administrator)
        .patch(`/api/v1/offerings/${offering.id}`)
        .set('if-match', `"${version}"`)
        .send({ questions });
    await change([{ text: 'Wat?', required: true, kind: 'choice', options: ['een'] }], 1).expect(
      422,
    );
    await change([{ text: 'Wat?', required: true, kind: 'raden' }], 1).expect(422);
    await change(
      [{ text: 'Wat?', required: true, kind: 'choice', options: ['een', 'twee; drie'] }],
      1,
    ).expect(422);
    await change(
      [
        { text: 'Wat?', required: true, kind: 'choice', options: ['een', 'twee'] },
        { text: 'En?', required: false },
      ],
      1,
    ).expect(200);
    const form = await academie
      .as(administrator)
      .get(`/beheer/uitvoeringen/${offering.id}/wijzigen`)
      .expect(200);
    expect(form.text).toMatch(/name="questions.0.options"[^>]*>\s*een\ntwee</);
  });
});
