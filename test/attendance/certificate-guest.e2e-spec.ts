import { startAcademie } from '../support/academie';

describe('the certificate of a guest', () => {
  const academie = startAcademie();

  it('is given by who leads a theme of the course, as a PDF, and by nobody else', async () => {
    const theme = await academie.given.theme();
    const course = await academie.given.course({ themeIds: [theme.id] });
    const trainer = await academie.given.holder('trainer');
    const offering = await academie.given.offering({
      courseId: course.id,
      trainerIds: [trainer.id],
    });
    academie.clock.set('2026-03-10T09:40:00+01:00');
    const [anna] = await academie.given.people('Anna');
    await academie.given.enrolled(offering.id, [anna!]);
    const session = `/api/v1/sessions/${offering.sessionIds[0]!}`;
    const { body } = await academie
      .as(trainer)
      .post(`${session}/walk-ins`)
      .send({ guest: { givenName: 'Gijs', familyName: 'de Gast' } })
      .expect(201);
    const guest = body.enrolmentId as string;
    await academie
      .as(trainer)
      .post(`${session}/attendance-marks`)
      .send([
        {
          clientId: '0190a000-0000-7000-8000-000000000001',
          enrolmentId: (await academie.database.first<{ id: string }>(
            'SELECT id FROM enrolment.enrolment WHERE person_id = $1',
            [anna!.id],
          ))!.id,
          value: 'present',
          occurredAt: '2026-03-10T09:40:00+01:00',
        },
      ])
      .expect(200);
    academie.clock.set('2026-03-10T12:40:00+01:00');
    await academie.as(trainer).post(`${session}/register-closure`).expect(200);
    await academie.runWorkers();
    const certificateOf = async (holder: string) =>
      (await academie.database.first<{ id: string }>(
        `SELECT id FROM attendance.certificate WHERE facts ->> 'holder' LIKE $1`,
        [`${holder}%`],
      ))!.id;
    const [gijs, own] = [await certificateOf('Gijs'), await certificateOf('Anna')];
    const lead = academie.as(await academie.given.holder('theme_lead', theme.id));
    const page = `/lesgeven/sessies/${offering.sessionIds[0]!}/deelnemers/${guest}`;

    const person = await lead.get(page).expect(200);
    const [, list] = /href="(\/beheer\/certificaten\?q[^"]+)"/.exec(person.text)!;
    expect((await lead.get(list!.replaceAll('&#x3D;', '=')).expect(200)).text).toContain(gijs);
    expect((await lead.get(`/beheer/certificaten/${gijs}`).expect(200)).text).toContain(
      `/beheer/certificaten/${gijs}/pdf`,
    );
    const pdf = await lead.get(`/beheer/certificaten/${gijs}/pdf`).expect(200);
    expect(pdf.headers['content-type']).toBe('application/pdf');

    await lead.get(`/beheer/certificaten/${own}/pdf`).expect(404);
    expect((await lead.get(`/beheer/certificaten/${own}`).expect(200)).text).not.toContain('/pdf"');
    const stranger = academie.as(
      await academie.given.holder('theme_lead', (await academie.given.theme()).id),
    );
    await stranger.get(`/beheer/certificaten/${gijs}/pdf`).expect(404);
    await academie.as(trainer).get(`/beheer/certificaten/${gijs}/pdf`).expect(403);
    expect((await academie.as(trainer).get(page).expect(200)).text).not.toContain(list);
  });
});
