import { Jobs } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';

describe('the steps of an offering', () => {
  const academie = startAcademie();
  let lead: { id: string };
  let theme: { id: string };

  beforeAll(async () => {
    academie.clock.set(TUESDAY);
    theme = await academie.given.theme('Drugs');
    lead = await academie.given.holder('theme_lead', theme.id);
  });

  const planned = async (course: object = {}, offering: object = {}) => {
    const { id: courseId } = await academie.given.course({ themeIds: [theme.id], ...course });
    const { id } = await academie.given.offering({ courseId, ...offering });
    const page = async (): Promise<string> =>
      (await academie.as(lead).get(`/beheer/aanbod/${courseId}`).expect(200)).text;
    const press = (step: string, fields: object = {}) =>
      academie
        .as(lead)
        .post(`/beheer/uitvoeringen/${id}/${step}`)
        .type('form')
        .send(fields)
        .expect(303);
    const status = async () =>
      (await academie.database.first<{ offering: string; course: string }>(
        `SELECT o.status AS offering, c.status AS course FROM catalogue.offering o
             JOIN catalogue.course c ON c.id = o.course_id WHERE o.id = $1`,
        [id],
      ))!;
    return { id, courseId, page, press, status };
  };

  it('publish a draft course and its offering in one step, and say so', async () => {
    const { page, press, status } = await planned({ status: 'draft' }, { status: 'concept' });

    expect(await page()).toContain('De training staat nog op concept.');
    await press('publiceren');
    expect(await status()).toEqual({ offering: 'concept', course: 'draft' });
    await press('publiceren', { course: 'too', place: 'later' });
    expect(await status()).toEqual({ offering: 'published', course: 'published' });
  });

  it('publish all dates of a course at once, and say which could not be', async () => {
    const { id, courseId, page } = await planned({ status: 'draft' }, { status: 'concept' });
    expect(await page()).not.toContain('concepten publiceren');
    const other = await academie.given.offering({ courseId, status: 'concept' });
    const empty = await academie.given.offering({ courseId, status: 'concept' });
    await academie.database.rows('DELETE FROM catalogue.session WHERE offering_id = $1', [
      empty.id,
    ]);
    expect(await page()).toContain('Alle 3 concepten publiceren');
    const send = (who = lead) =>
      academie.as(who).post(`/beheer/aanbod/${courseId}/datums/publiceren`).type('form').send({});
    await send(
      await academie.given.holder('theme_lead', (await academie.given.theme('Jeugd')).id),
    ).expect(403);
    await send().expect(303);
    const found = await academie.database.rows<{ id: string; status: string }>(
      'SELECT id, status FROM catalogue.offering WHERE course_id = $1',
      [courseId],
    );
    expect(Object.fromEntries(found.map((row) => [row.id, row.status]))).toEqual({
      ...{ [id]: 'published', [other.id]: 'published', [empty.id]: 'concept' },
    });
    // Again: the one that is left is not called all.
    await send().expect(303);
    expect(await page()).not.toContain('concepten publiceren');
  });

  it('never bring an archived course back by the way', async () => {
    const { press, status } = await planned({ status: 'archived' }, { status: 'concept' });

    await press('publiceren', { course: 'too' });
    expect(await status()).toEqual({ offering: 'concept', course: 'archived' });
  });

  it('ask before publishing without a place, and remind of it afterwards', async () => {
    const { page, press, status, courseId } = await planned({}, { status: 'concept' });

    expect(await page()).toContain('Er is nog geen plaats gekozen.');
    expect(await page()).toContain('Ja, publiceren');
    await press('publiceren');
    expect(await status()).toMatchObject({ offering: 'concept' });
    await press('publiceren', { place: 'later' });
    expect(await page()).toContain('Nog geen plaats');
    const course = await academie.database.first<{ slug: string }>(
      'SELECT slug FROM catalogue.course WHERE id = $1',
      [courseId],
    );
    expect((await academie.stranger.get(`/aanbod/${course!.slug}`)).text).toContain('Plaats volgt');
    const online = await planned({}, { status: 'concept', mode: 'online' });
    expect(await online.page()).not.toContain('Er is nog geen plaats gekozen.');
  });

  it('tell who answers for it twice that a place is missing', async () => {
    const organiser = await academie.given.person();
    const { id } = await planned({}, { organiserId: organiser.id });
    await planned({}, { mode: 'online', organiserId: organiser.id });
    const { startsAt } = (await academie.database.first<{ startsAt: Date }>(
      'SELECT starts_at AS "startsAt" FROM catalogue.offering WHERE id = $1',
      [id],
    ))!;
    const told = async (daysBefore: number): Promise<string[]> => {
      academie.clock.set(new Date(startsAt.getTime() - daysBefore * 86_400_000));
      await academie.app.get(Jobs).run('catalogue.missing-places');
      const mails = await academie.database.rows<{ text: string }>(
        'SELECT body_text AS text FROM platform.outgoing_mail WHERE recipient_person_id = $1',
        [organiser.id],
      );
      return mails.map(({ text }) => text);
    };

    expect(await told(15)).toHaveLength(0);
    const [mail] = await told(14);
    expect(mail).toContain(`/beheer/uitvoeringen/${id}/wijzigen`);
    expect(await told(13)).toHaveLength(1);
    expect(await told(2)).toHaveLength(2);
    expect(await told(1)).toHaveLength(2);
    expect(await told(0)).toHaveLength(2);
    academie.clock.set(TUESDAY);
  });

  it('ask before saying that it goes on, and can take that back', async () => {
    const { page, press, status } = await planned({}, { minimum: 6 });

    expect(await page()).toContain('Er is nog niemand ingeschreven.');
    expect(await page()).toContain('Het minimum van 6 is nog niet gehaald.');
    expect(await page()).toContain('Ja, dit gaat door');
    await press('bevestigen');
    expect((await status()).offering).toBe('confirmed');
    expect(await page()).toContain('Toch niet zeker');
    await press('onzeker');
    await press('onzeker');
    expect((await status()).offering).toBe('published');
  });

  it('cannot take it back once it has begun', async () => {
    const { press, status } = await planned({}, { status: 'confirmed' });
    academie.clock.set('2026-03-10T10:00:00+01:00');

    await press('onzeker');
    expect((await status()).offering).toBe('confirmed');
    academie.clock.set(TUESDAY);
  });

  it('are for whoever leads the theme', async () => {
    const { id } = await planned({}, { status: 'confirmed' });
    const other = await academie.given.holder(
      'theme_lead',
      (await academie.given.theme('Ander')).id,
    );

    await academie.as(other).post(`/beheer/uitvoeringen/${id}/onzeker`).expect(403);
  });

  it('of many years are grouped by year', async () => {
    const { courseId, page } = await planned();
    for (const year of [2024, 2024, 2025, 2025, 2025])
      await academie.given.offering({
        courseId,
        status: 'held',
        startsAt: new Date(`${year}-05-12T09:30+02:00`),
      });

    expect(await page()).toContain('<summary>2024 <span class="soft">(2)</span></summary>');
  });
});
