import { startAcademie, TUESDAY } from '../support/academie';

describe('the calendar of a theme', () => {
  const academie = startAcademie();
  const unfold = (text: string): string => text.replace(/\r\n /g, '');
  const calendar = async (slug: string): Promise<string> => {
    const { text, headers } = await academie.stranger
      .get(`/api/v1/themes/${slug}/calendar.ics`)
      .expect(200);
    expect(headers['content-type']).toContain('text/calendar');
    return unfold(text);
  };

  beforeEach(() => academie.clock.set(TUESDAY));

  it('holds what is planned in it and below it, for everybody', async () => {
    const theme = await academie.given.theme();
    const below = await academie.given.theme(undefined, theme.id);
    const [own, lower, other] = [
      await academie.given.course({ title: 'Eigen', themeIds: [theme.id] }),
      await academie.given.course({ title: 'Lager', themeIds: [below.id] }),
      await academie.given.course({ title: 'Elders' }),
    ];
    const offering = await academie.given.offering({ courseId: own.id, sessions: 2 });
    for (const course of [lower, other]) await academie.given.offering({ courseId: course.id });
    await academie.given.offering({ courseId: own.id, confidential: true });
    await academie.given.offering({ courseId: own.id, status: 'concept' });
    await academie.given.offering({ courseId: own.id, startsAt: new Date('2026-01-06T09:30:00Z') });
    await academie.database.rows(
      `UPDATE catalogue.session SET online_url = 'https://geheim.example/1', sequence = 3 WHERE offering_id = $1`,
      [offering.id],
    );

    const text = await calendar(theme.slug);

    expect(
      text
        .match(/^SUMMARY:.*$/gm)!
        .map((line) => line.trim())
        .sort(),
    ).toEqual(['SUMMARY:Eigen', 'SUMMARY:Eigen', 'SUMMARY:Lager']);
    expect(text).toContain(`UID:session-${offering.sessionIds[0]}@academie.nhveilig`);
    expect(text).toContain('SEQUENCE:3');
    expect(text).toContain('DTSTART:20260310T083000Z');
    expect(text).not.toContain('geheim');
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    await academie.stranger.get('/api/v1/themes/bestaat-niet/calendar.ics').expect(404);
  });

  it('says of what is called off that it is', async () => {
    const theme = await academie.given.theme();
    const course = await academie.given.course({ themeIds: [theme.id] });
    const offering = await academie.given.offering({ courseId: course.id });
    await academie.database.rows(
      `UPDATE catalogue.offering SET status = 'cancelled', cancelled_at = $2, cancel_reason = 'Ziek' WHERE id = $1`,
      [offering.id, TUESDAY],
    );

    expect(await calendar(theme.slug)).toContain('STATUS:CANCELLED');
  });
});
