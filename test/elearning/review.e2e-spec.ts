import { newId } from '@academie/platform';

import { startAcademie } from '../support/academie';
import { givenContent, question, TEST } from './given-content';

describe('an open answer in a test', () => {
  const academie = startAcademie();

  const handedIn = async () => {
    const [open, closed] = [newId(), newId()];
    const theme = await academie.given.theme();
    const course = await academie.given.course({
      kind: 'e_learning',
      mode: 'self_paced',
      themeIds: [theme.id],
    });
    const content = await givenContent(
      academie,
      [
        {
          blocks: [
            question(closed, 0),
            { id: open, kind: 'open', body: { prompt: 'Wat doet u?', model: 'Het voorbeeld' } },
          ],
          test: { ...TEST, passMark: 75 },
        },
      ],
      { courseId: course.id },
    );
    const person = await academie.given.person({ name: 'Imre' });
    const visitor = academie.as(person);
    const [enrolmentId] = await academie.given.enrolled(content.offeringId, [person]);
    const front = `/leren/${enrolmentId}/les/${content.keys[0]}`;
    const begin = () =>
      visitor
        .post(`${front}/toets`)
        .type('form')
        .send({ versionId: content.versionId })
        .expect(303);
    const { headers } = await begin();
    const attempt = headers.location!;
    await visitor
      .post(attempt)
      .type('form')
      .send({ [`a.${closed}`]: '0', [`a.${open}`]: 'Ik <b>bel</b> iemand.' })
      .expect(303);
    const lead = academie.as(await academie.given.holder('theme_lead', theme.id));
    const trainer = await academie.given.holder('trainer', content.offeringId);
    await academie.database.rows('INSERT INTO catalogue.offering_trainer VALUES ($1, $2)', [
      content.offeringId,
      trainer.id,
    ]);
    const id = attempt.split('/').at(-1)!;
    return { visitor, enrolmentId: enrolmentId!, attempt, front, begin, open, id, lead, trainer };
  };
  const judge = (percent: unknown, open: string) => ({
    'answers.0.questionId': open,
    'answers.0.percent': String(percent),
    'answers.0.remark': 'Goed gezien.',
  });

  it('waits for somebody who gives the course, and then passes the test', async () => {
    const { visitor, attempt, front, begin, open, id, trainer, enrolmentId } = await handedIn();
    expect((await visitor.get(attempt)).text).toContain('Wordt nagekeken');
    expect((await visitor.get(front)).text).toContain('Uw antwoorden worden nagekeken');
    expect((await begin()).headers.location).toBe(front);
    const reviewer = academie.as(trainer);
    expect((await reviewer.get('/beheer/nakijken')).text).toContain('Imre');
    const page = await reviewer.get(`/beheer/nakijken/${id}`).expect(200);
    expect(page.text).toContain('Ik &lt;b&gt;bel&lt;/b&gt; iemand.');
    expect(page.text).toContain('Het voorbeeld');

    await reviewer.post(`/beheer/nakijken/${id}`).type('form').send(judge(101, open)).expect(422);
    await reviewer.post(`/beheer/nakijken/${id}`).type('form').send(judge(50, open)).expect(303);

    const result = await visitor.get(attempt).expect(200);
    expect(result.text).toContain('75% goed, geslaagd');
    expect(result.text).toContain('Goed gezien.');
    await academie.runWorkers();
    const completed = await academie.database.rows(
      'SELECT 1 FROM attendance.completion WHERE enrolment_id = $1',
      [enrolmentId],
    );
    expect(completed).toHaveLength(1);
    await reviewer.get(`/beheer/nakijken/${id}`).expect(404);
  });

  it('is judged once, however many do so at once, and may be tried again when it failed', async () => {
    const { visitor, attempt, begin, open, id, lead, trainer } = await handedIn();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, nth) =>
        (nth % 2 ? lead : academie.as(trainer))
          .post(`/beheer/nakijken/${id}`)
          .type('form')
          .send(judge(nth, open)),
      ),
    );

    expect(answers.every(({ status }) => [303, 404].includes(status))).toBe(true);
    expect((await visitor.get(attempt)).text).toContain('niet gehaald');
    expect((await begin()).headers.location).not.toBe(attempt);
    expect((await begin()).headers.location).toContain('/toets/');
  });

  it('is nobody else’s to judge or to read', async () => {
    const { open, id } = await handedIn();
    const other = await academie.given.theme();
    for (const person of [
      await academie.given.holder('theme_lead', other.id),
      await academie.given.holder('trainer', newId()),
    ]) {
      const visitor = academie.as(person);
      expect((await visitor.get('/beheer/nakijken')).text).toContain('Alles is nagekeken');
      await visitor.get(`/beheer/nakijken/${id}`).expect(404);
      await visitor.post(`/beheer/nakijken/${id}`).type('form').send(judge(100, open)).expect(404);
    }
    await academie
      .as(await academie.given.person())
      .get('/beheer/nakijken')
      .expect(403);
  });
});
