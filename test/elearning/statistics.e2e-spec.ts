import { newId } from '@academie/platform';

import { startAcademie } from '../support/academie';
import { givenContent, question, TEST } from './given-content';

describe('the figures of an e-learning', () => {
  const academie = startAcademie();

  it('say who is where, how difficult a question is and what was answered', async () => {
    const q = newId();
    const theme = await academie.given.theme();
    const course = await academie.given.course({
      kind: 'e_learning',
      mode: 'self_paced',
      themeIds: [theme.id],
    });
    const content = await givenContent(
      academie,
      [{ title: 'Lezen' }, { title: 'De toets', blocks: [question(q, 1)], test: TEST }],
      { courseId: course.id },
    );
    const { versionId, keys } = content;
    const answers = ['1', '0', '0'];
    for (const [nth, answer] of answers.entries()) {
      const person = await academie.given.person({ name: `Lerende${nth}` });
      const visitor = academie.as(person);
      const [id] = await academie.given.enrolled(content.offeringId, [person]);
      const send = (address: string, fields: object) =>
        visitor.post(address).type('form').send(fields).expect(303);
      await send(`/leren/${id}/les/${keys[0]}/klaar`, { versionId });
      const { headers } = await send(`/leren/${id}/les/${keys[1]}/toets`, { versionId });
      await send(headers.location!, { [`a.${q}`]: answer });
    }
    const lead = academie.as(await academie.given.holder('theme_lead', theme.id));
    const base = `/beheer/aanbod/${course.id}/lessen/cijfers`;

    const { text } = await lead.get(base).expect(200);
    expect(text).toContain('Lerende1');
    expect(text).toContain('1 van 2 klaar');
    expect(text.indexOf('Lerende1')).toBeLessThan(text.indexOf('Lerende0'));
    const lesson = await lead.get(`${base}/${keys[1]}`).expect(200);
    expect(lesson.text).toContain('3 keer beantwoord, gemiddeld 33% goed.');
    expect(lesson.text).toMatch(/2 keer:<\/strong> rood/);
    expect(lesson.text).not.toContain('Lerende');
  });

  it('are for who manages the course', async () => {
    const content = await givenContent(academie, [{}]);
    const other = await academie.given.holder('theme_lead', (await academie.given.theme()).id);
    const base = `/beheer/aanbod/${content.courseId}/lessen/cijfers`;
    await academie.as(other).get(base).expect(403);
    await academie.as(other).get(`${base}/${content.keys[0]}`).expect(403);
    await academie
      .as(await academie.given.person())
      .get(base)
      .expect(403);
  });
});
