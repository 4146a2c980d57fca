import { OfferingNotes } from '@academie/catalogue';

import { startAcademie } from '../support/academie';
import { faultsOf } from '../support/page-checks';

describe('the page of a course', () => {
  const academie = startAcademie();
  const page = (slug: string, visitor = academie.stranger) => visitor.get(`/aanbod/${slug}`);

  it('tells what it is, when it is given and how many places are left', async () => {
    const theme = await academie.given.theme('Drugs');
    const course = await academie.given.course({ themeIds: [theme.id] });
    await academie.given.offering({
      courseId: course.id,
      minimum: 5,
      enrolClosesAt: new Date('2026-03-08T17:00:00+01:00'),
    });

    const { text } = await page(course.slug).expect(200);

    expect(text).toContain(`<h1>${course.title}</h1>`);
    expect(text).toContain('dinsdag 10 maart 2026, 09.30–11.30\u00a0uur');
    expect(text).toContain('20 plekken vrij');
    expect(text).toContain('Inschrijven kan tot zondag 8 maart 2026 17.00\u00a0uur.');
    expect(text).toContain('Gaat door bij ten minste 5 deelnemers.');
    expect(text).toContain('Drugs');
  });

  it('lists the meetings of an offering that has several', async () => {
    const course = await academie.given.course();
    await academie.given.offering({ courseId: course.id, sessions: 3 });

    const { text } = await page(course.slug).expect(200);

    expect(text).toContain('3 bijeenkomsten, vanaf dinsdag 10 maart 2026');
    expect(text).toContain('dinsdag 24 maart 2026, 09.30–11.30\u00a0uur');
  });

  it('shows four dates and the others by month, folded away', async () => {
    const course = await academie.given.course();
    for (let week = 0; week < 9; week++)
      await academie.given.offering({
        courseId: course.id,
        startsAt: new Date(Date.UTC(2026, 2, 10 + 7 * week, 8, 30)),
      });

    const { text } = await page(course.slug).expect(200);

    expect(text).toContain('<summary>april 2026 <span class="soft">(4)</span></summary>');
    expect(text.indexOf('dinsdag 31 maart 2026')).toBeLessThan(text.indexOf('<summary>april 2026'));
    expect(text.indexOf('dinsdag 7 april 2026')).toBeGreaterThan(
      text.indexOf('<summary>april 2026'),
    );
  });

  it('folds away most of thirty meetings, and says where each is', async () => {
    const course = await academie.given.course();
    await academie.given.offering({ courseId: course.id, sessions: 30 });

    const { text } = await page(course.slug).expect(200);

    expect(text).toContain('<summary>Toon nog 25 bijeenkomsten</summary>');
    expect(text.match(/Plaats volgt/g)).toHaveLength(30);
  });

  it('puts what does not go on below what does, with its date struck', async () => {
    const course = await academie.given.course();
    const gone = await academie.given.offering({ courseId: course.id, sessions: 2 });
    await academie.database.rows(
      `WITH o AS (UPDATE catalogue.offering SET status = 'cancelled', cancel_reason = 'Ziek', cancelled_at = now()
                   WHERE id = $1)
       UPDATE catalogue.session SET status = 'cancelled' WHERE offering_id = $1`,
      [gone.id],
    );
    await academie.given.offering({
      courseId: course.id,
      startsAt: new Date('2026-04-14T09:30+02:00'),
    });

    const { text } = await page(course.slug).expect(200);

    expect(text).toContain(
      '<s>bijeenkomsten van dinsdag 10 maart 2026 tot en met dinsdag 17 maart 2026</s>',
    );
    expect(text).not.toContain('Datum volgt');
    expect(text.indexOf('dinsdag 14 april 2026')).toBeLessThan(text.indexOf('Gaat niet door'));
  });

  it('names the trainers to those who are signed in, and to nobody else', async () => {
    const trainer = await academie.given.person({ name: 'Gijs' });
    const course = await academie.given.course();
    await academie.given.offering({ courseId: course.id, trainerIds: [trainer.id] });

    expect((await page(course.slug)).text).not.toContain(trainer.name);
    const reader = academie.as(await academie.given.person());
    expect((await page(course.slug, reader)).text).toContain(trainer.name);
  });

  it('lets somebody who is signed in enrol, and a stranger sign in first', async () => {
    const course = await academie.given.course();
    const { id } = await academie.given.offering({ courseId: course.id });
    const reader = academie.as(await academie.given.person());

    const signedIn = await page(course.slug, reader);

    expect(signedIn.text).toContain(`action="/uitvoeringen/${id}/inschrijven"`);
    expect((await page(course.slug)).text).toContain(`/inloggen?naar&#x3D;/aanbod/${course.slug}`);
  });

  it.each([
    ['when it is full', { seats_taken: 20 }, 'Op de wachtlijst'],
    ['when a free seat belongs to somebody who waits', { waiting_count: 1 }, 'Op de wachtlijst'],
  ])('offers the waiting list %s', async (_when, counts, label) => {
    const course = await academie.given.course();
    const { id } = await academie.given.offering({ courseId: course.id });
    const [column, value] = Object.entries(counts)[0]!;
    await academie.database.rows(`UPDATE catalogue.offering SET ${column} = $2 WHERE id = $1`, [
      id,
      value,
    ]);

    const { text } = await page(course.slug, academie.as(await academie.given.person()));

    expect(text).toContain(label);
    expect(text).toContain('Vol, wachtlijst');
  });

  it('offers nothing outside the time of enrolling', async () => {
    const course = await academie.given.course();
    await academie.given.offering({
      courseId: course.id,
      enrolClosesAt: new Date('2026-03-03T08:00Z'),
    });

    const { text } = await page(course.slug, academie.as(await academie.given.person()));

    expect(text).toContain('Inschrijving gesloten');
    expect(text).not.toContain('/inschrijven"');
  });

  /** What stays in sight beside the page, or below it on a phone. */
  const inSight = (text: string): string =>
    /<section class="next-date".*?<\/section>/s.exec(text)?.[0] ?? '';

  it('keeps the first date that is open in sight, with what can be done', async () => {
    const course = await academie.given.course();
    await academie.given.offering({
      courseId: course.id,
      enrolClosesAt: new Date('2026-03-03T08:00Z'),
    });
    const open = await academie.given.offering({
      courseId: course.id,
      startsAt: new Date('2026-04-14T09:30+02:00'),
    });
    const reader = academie.as(await academie.given.person());

    const text = inSight((await page(course.slug, reader)).text);

    expect(text).toContain('dinsdag 14 april 2026');
    expect(text).toContain('20 plekken vrij');
    expect(text).toContain(`action="/uitvoeringen/${open.id}/inschrijven"`);
    expect(text).toContain('Andere data (1)');
    const stranger = (await page(course.slug)).text;
    expect(inSight(stranger)).toContain('Inloggen om in te schrijven');
    expect(await faultsOf(stranger)).toEqual([]);
  });

  it("keeps the reader's own date in sight, and not the one of another", async () => {
    const course = await academie.given.course();
    await academie.given.offering({ courseId: course.id });
    const later = await academie.given.offering({
      courseId: course.id,
      startsAt: new Date('2026-04-14T09:30+02:00'),
    });
    const person = await academie.given.person();
    await academie.given.enrolled(later.id, [person]);

    const text = inSight((await page(course.slug, academie.as(person))).text);

    expect(text).toContain('dinsdag 14 april 2026');
    expect(text).toContain('U bent ingeschreven');
    expect(text).not.toContain('/inschrijven"');
    expect(inSight((await page(course.slug)).text)).toContain('dinsdag 10 maart 2026');
  });

  it('keeps nothing in sight when there is no date', async () => {
    const course = await academie.given.course();

    expect(inSight((await page(course.slug)).text)).toBe('');
  });

  it('puts a date into calendars of every kind, but of what is confidential into none', async () => {
    const member = await academie.given.person();
    const course = await academie.given.course({ title: 'Bibob & horeca' });
    const { id } = await academie.given.offering({ courseId: course.id });
    const hidden = await academie.given.offering({
      courseId: course.id,
      startsAt: new Date('2026-04-14T09:30+02:00'),
      confidential: true,
    });
    await academie.given.enrolled(hidden.id, [member]);

    const { text } = await page(course.slug);

    expect(text).toContain(`href="/api/v1/offerings/${id}/calendar.ics"`);
    expect(text).toMatch(/outlook\.office\.com[^"]*subject&#x3D;Bibob\+%26\+horeca/);
    expect(text).toMatch(/calendar\.google\.com[^"]*20260310T083000Z%2F20260310T103000Z/);
    const inside = (await page(course.slug, academie.as(member))).text;
    expect(inside).not.toContain(`/api/v1/offerings/${hidden.id}/calendar.ics`);
    expect(inside.match(/20260414T/g)).toBeNull();
  });

  it('says where to ask, how long it takes and for whom it is, and has its address to share', async () => {
    const course = await academie.given.course();

    const { text } = await page(course.slug).expect(200);

    expect(text).toContain('href="mailto:');
    expect(text).toMatch(/fact-line.*Vorm.*Op locatie.*Voor wie.*Iedereen/s);
    expect(text).toContain(`value="${academie.config.publicUrl}/aanbod/${course.slug}"`);
    expect(text).toMatch(/data-share="deel-link" hidden/);
  });

  it('says what the reader has to do with it, in place of the button', async () => {
    const course = await academie.given.course();
    const { id } = await academie.given.offering({ courseId: course.id });
    jest.spyOn(academie.app.get(OfferingNotes), 'of').mockImplementation(
      async (_actor, ids) =>
        new Map(
          ids
            .filter((one) => one === id)
            .map((one) => [
              one,
              {
                text: 'U doet mee',
                tone: 'success' as const,
                action: { label: 'Afmelden', href: '/af', method: 'post' as const },
              },
            ]),
        ),
    );

    const { text } = await page(course.slug, academie.as(await academie.given.person()));

    expect(text).toContain('U doet mee');
    expect(text).toContain('action="/af"');
    expect(text).not.toContain('/inschrijven"');
    expect((await page(course.slug)).text).not.toContain('U doet mee');
  });

  it('never shows the link of an online meeting', async () => {
    const course = await academie.given.course({ mode: 'online' });
    const { sessionIds } = await academie.given.offering({ courseId: course.id, mode: 'online' });
    await academie.database.rows(
      `UPDATE catalogue.session SET online_url = 'https://geheim.example/1' WHERE id = $1`,
      [sessionIds[0]],
    );

    const { text } = await page(course.slug, academie.as(await academie.given.person()));

    expect(text).not.toContain('geheim.example');
    expect(text).toContain('Online');
  });

  it.each(['bestaat-niet', 'a'.repeat(100), '%00'])('is not there for %s', async (slug) => {
    const { status, text } = await page(slug);

    expect([400, 404]).toContain(status);
    expect(text).toMatch(/Deze pagina is er niet|Dit verzoek klopt niet/);
  });

  it('keeps a draft to itself, and an archived course readable', async () => {
    const draft = await academie.given.course({ status: 'draft' });
    const archived = await academie.given.course({ status: 'archived' });

    await page(draft.slug).expect(404);
    expect((await page(archived.slug).expect(200)).text).toContain('wordt niet meer gegeven');
  });

  it('takes at most four queries, signed in too', async () => {
    const course = await academie.given.course();
    for (let i = 0; i < 5; i++) await academie.given.offering({ courseId: course.id, sessions: 3 });
    const reader = academie.as(await academie.given.person());

    expect(
      await academie.queriesOf(() => page(course.slug, reader).expect(200)),
    ).toBeLessThanOrEqual(4);
  });
});
