import { newId } from '@academie/platform';

import { startAcademie } from '../support/academie';
import { givenContent, question, TEST } from './given-content';

describe('a text that was written elsewhere', () => {
  const academie = startAcademie();

  const drafted = async () => {
    const theme = await academie.given.theme();
    const author = academie.as(await academie.given.holder('theme_lead', theme.id));
    const course = await academie.given.course({
      kind: 'e_learning',
      mode: 'self_paced',
      themeIds: [theme.id],
    });
    const key = newId();
    await givenContent(academie, [{ key, blocks: [question(newId())], test: TEST }], {
      courseId: course.id,
    });
    const base = `/beheer/aanbod/${course.id}/lessen`;
    await author.post(`${base}/concept`).expect(303);
    const send = (fields: object) => author.post(`${base}/importeren`).type('form').send(fields);
    return { author, base, key, send };
  };

  it('brings lessons from Markdown into the draft', async () => {
    const { author, base, send } = await drafted();
    await author.get(`${base}/importeren`).expect(200);

    await send({ format: 'markdown', text: '# Nieuw deel\n\n## Nieuwe les\n\nTekst.' }).expect(303);

    const outline = await author.get(base).expect(200);
    expect(outline.text).toContain('Nieuw deel');
    expect(outline.text).toContain('Nieuwe les');
    await send({ format: 'markdown', text: '# Alleen een kop' }).expect(422);
  });

  it('brings questions from GIFT into a test, all or none', async () => {
    const { author, base, key, send } = await drafted();
    const good = 'Klopt dit? {T}\n\nWelke? {=een ~twee}';

    const refused = await send({ format: 'gift', lessonKey: key, text: `${good}\n\nZo niet {~x}` });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('beginnen op regel 5.');
    await send({ format: 'gift', text: good }).expect(422);
    await send({ format: 'gift', lessonKey: newId(), text: good }).expect(404);
    expect((await author.get(`${base}/les/${key}`)).text).not.toContain('Klopt dit?');

    await send({ format: 'gift', lessonKey: key, text: good }).expect(303);
    expect((await author.get(`${base}/les/${key}`)).text).toContain('Klopt dit?');
  });
});
