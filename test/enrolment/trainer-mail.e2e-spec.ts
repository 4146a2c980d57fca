import { startAcademie, TUESDAY } from '../support/academie';

interface SentMail {
  subject: string;
  body_text: string;
  calendar: string | null;
  calendar_method: string | null;
}

describe('mails to trainers', () => {
  const academie = startAcademie();
  const { clock } = academie;
  let administrator: { id: string };

  beforeAll(async () => {
    administrator = await academie.given.holder('administrator');
  });
  beforeEach(() => clock.set(TUESDAY));

  const mailsTo = (person: { id: string }) =>
    academie.database.rows<SentMail>(
      'SELECT * FROM platform.outgoing_mail WHERE recipient_person_id = $1 ORDER BY created_at, id',
      [person.id],
    );
  const told = async (person: { id: string }) =>
    (await mailsTo(person)).map(
      ({ subject, calendar_method, calendar }) =>
        `${subject.split(':')[0]}, ${calendar_method} ${calendar?.match(/BEGIN:VEVENT/g)?.length}`,
    );
  const change = async (offeringId: string, body: object) => {
    const found = await academie.database.first<{ version: number }>(
      'SELECT version FROM catalogue.offering WHERE id = $1',
      [offeringId],
    );
    await academie
      .as(administrator)
      .patch(`/api/v1/offerings/${offeringId}`)
      .set('if-match', `"${found!.version}"`)
      .send(body)
      .expect((response) =>
        expect([response.status, response.body.code]).toEqual([200, undefined]),
      );
    await academie.runWorkers();
  };
  const session = (id: string | undefined, startsAt: string) => ({
    ...(id && { id }),
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(new Date(startsAt).getTime() + 7_200_000).toISOString(),
  });
  const assigned = async (trainer: { id: string }, sessions = 2) => {
    const offering = await academie.given.offering({ sessions });
    await change(offering.id, { trainerIds: [trainer.id] });
    return offering;
  };

  it('say that somebody is to give an offering, with its sessions for the calendar', async () => {
    const kim = await academie.given.holder('trainer');
    const offering = await assigned(kim);
    await change(offering.id, { trainerIds: [kim.id] });

    expect(await told(kim)).toEqual(['U bent trainer, REQUEST 2']);
    const [mail] = await mailsTo(kim);
    expect(mail!.body_text).toContain('dinsdag 10 maart 2026');
    expect(mail!.body_text).toContain('/lesgeven');
    expect(mail!.calendar).not.toContain('Afmelden');
  });

  it('wait until an offering is published', async () => {
    const kim = await academie.given.holder('trainer');
    const offering = await academie.given.offering({ status: 'concept' });
    await change(offering.id, { trainerIds: [kim.id] });
    expect(await told(kim)).toEqual([]);

    await academie
      .as(administrator)
      .post(`/beheer/uitvoeringen/${offering.id}/publiceren`)
      .type('form')
      .send({ place: 'later' })
      .expect(303);
    await academie.runWorkers();
    expect(await told(kim)).toEqual(['U bent trainer, REQUEST 1']);
  });

  it('tell both when one is replaced by another', async () => {
    const [kim, robin] = [
      await academie.given.holder('trainer'),
      await academie.given.holder('trainer'),
    ];
    const offering = await assigned(kim);
    await change(offering.id, { trainerIds: [robin.id] });

    expect((await told(kim)).slice(1)).toEqual(['U geeft dit niet meer, CANCEL 2']);
    expect(await told(robin)).toEqual(['U bent trainer, REQUEST 2']);
  });

  it('tell both when somebody stands in for one session, also where no calendar has it', async () => {
    const [kim, robin] = [
      await academie.given.holder('trainer'),
      await academie.given.holder('trainer'),
    ];
    // Planned before trainers got mail.
    const { id, sessionIds } = await academie.given.offering({ sessions: 2, trainerIds: [kim.id] });
    const standIn = async () => {
      await academie
        .as(administrator)
        .post(`/beheer/uitvoeringen/${id}/trainers`)
        .type('form')
        .send({
          sessions: sessionIds,
          [`trainers.${sessionIds[1]}`]: kim.id,
          [`vervanger.${sessionIds[0]}`]: robin.id,
        })
        .expect(303);
      await academie.runWorkers();
    };
    await standIn();
    await standIn();

    expect(await told(kim)).toEqual(['Iemand anders geeft deze bijeenkomst, null undefined']);
    expect(await told(robin)).toEqual(['U geeft deze bijeenkomst, REQUEST 1']);
  });

  it('tell of a session that is moved, added or taken out', async () => {
    const kim = await academie.given.holder('trainer');
    const { id, sessionIds } = await assigned(kim);
    await change(id, {
      sessions: [
        session(sessionIds[0], '2026-03-11T09:30:00+01:00'),
        session(undefined, '2026-03-26T09:30:00+01:00'),
      ],
    });

    expect((await told(kim)).slice(1).sort()).toEqual([
      'Andere datum, REQUEST 1',
      'Een bijeenkomst gaat niet door, CANCEL 1',
      'Er komt een bijeenkomst bij, REQUEST 1',
    ]);
  });

  it('say of another place what it was, and whom to call there, which participants never read', async () => {
    const kim = await academie.given.holder('trainer');
    const sam = await academie.given.person();
    const haarlem = await academie.given.municipality('Haarlem');
    const place = async (name: string, contact: string): Promise<string> => {
      const { headers } = await academie
        .as(administrator)
        .post('/beheer/locaties/nieuw')
        .type('form')
        .send({ name, municipalityId: haarlem.id, contact })
        .expect(303);
      return headers.location!.split('/').at(-1)!;
    };
    const [library, school] = [await place('Bibliotheek', ''), await place('School', '023-1')];
    const { id, sessionIds } = await assigned(kim);
    await academie.given.enrolled(id, [sam]);
    const [first, ...others] = sessionIds.map((one, week) =>
      session(one, `2026-03-${10 + 7 * week}T09:30:00+01:00`),
    );
    await change(id, { sessions: [{ ...first, locationId: library }, ...others] });
    await change(id, { sessions: [{ ...first, locationId: school }, ...others] });

    expect((await told(kim)).at(-1)).toBe('Andere plaats, REQUEST 1');
    const mail = (await mailsTo(kim)).at(-1)!;
    expect(mail.body_text).toContain('Het was eerst in: Bibliotheek.');
    expect(mail.body_text).toContain('Ter plaatse: 023-1');
    expect(mail.calendar!.replaceAll('\r\n ', '')).toContain('Ter plaatse: 023-1');
    const own = (await mailsTo(sam)).at(-1)!;
    expect(own.body_text).toContain('Het was eerst in: Bibliotheek.');
    expect(`${own.body_text} ${own.calendar ?? ''}`).not.toContain('023-1');
  });

  it('withdraw all when an offering is called off, with the reason', async () => {
    const kim = await academie.given.holder('trainer');
    const { id } = await assigned(kim);
    await academie
      .as(administrator)
      .post(`/beheer/uitvoeringen/${id}/annuleren`)
      .type('form')
      .send({ reason: 'Te weinig mensen' })
      .expect(303);
    await academie.runWorkers();

    expect((await told(kim)).slice(1)).toEqual(['Gaat niet door, CANCEL 2']);
    expect((await mailsTo(kim)).at(-1)!.body_text).toContain('Reden: Te weinig mensen');
  });
});
