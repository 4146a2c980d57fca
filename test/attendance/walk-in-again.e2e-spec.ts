import { newId } from '@academie/platform';

import { startAcademie } from '../support/academie';

const START = '2026-03-10T09:30:00+01:00';
const at = (minutes: number) => new Date(new Date(START).getTime() + minutes * 60_000);

describe('somebody who was let in', () => {
  const academie = startAcademie();
  type Who = { id: string };

  const lesson = async (sessions = 1) => {
    const trainer = await academie.given.holder('trainer');
    const offering = await academie.given.offering({
      trainerIds: [trainer.id],
      startsAt: new Date(START),
      sessions,
      capacity: 1,
    });
    academie.clock.set(at(30));
    const [anna] = await academie.given.people('Anna');
    await academie.given.enrolled(offering.id, [anna!]);
    return { trainer, offering, anna: anna!, session: offering.sessionIds[0]! };
  };
  const letIn = (who: Who, session: string, body: object, deviceTime?: Date) => {
    const call = academie.as(who).post(`/api/v1/sessions/${session}/walk-ins`);
    return (deviceTime ? call.set('device-time', deviceTime.toISOString()) : call).send(body);
  };
  const guest = { givenName: 'Gijs', familyName: 'de Gast' };
  const register = async (who: Who, session: string) => {
    const { body } = await academie.as(who).get(`/api/v1/sessions/${session}/register`).expect(200);
    return body.participants as {
      name: string;
      enrolmentId: string;
      value: string;
      occurredAt: string;
    }[];
  };
  const seats = (offeringId: string) =>
    academie.database.first(
      'SELECT seats_taken AS taken, overbooked FROM catalogue.offering WHERE id = $1',
      [offeringId],
    );
  const takeAway = (who: Who, session: string, enrolmentId: string) =>
    academie.as(who).post(`/lesgeven/sessies/${session}/deelnemers/${enrolmentId}/weghalen`);

  describe('by a device without a connection', () => {
    it('comes in once, however often the device sends it, also at the same moment', async () => {
      const { trainer, session } = await lesson();
      const sent = { guest, clientId: newId(), occurredAt: at(5).toISOString() };

      const answers = await Promise.all(
        [1, 2, 3].map(() => letIn(trainer, session, sent, at(30)).expect(201)),
      );

      expect(new Set(answers.map(({ body }) => body.enrolmentId)).size).toBe(1);
      const gijs = (await register(trainer, session)).filter(({ name }) => name === 'Gijs de Gast');
      expect(gijs).toEqual([
        expect.objectContaining({ value: 'present', occurredAt: at(5).toISOString() }),
      ]);
    });

    it('was there within the session, by the clock of the academie', async () => {
      const { trainer, session } = await lesson();
      const cases = [
        { said: at(-10), sent: at(30), is: at(0) },
        { said: at(125), sent: at(150), is: at(5) },
        { said: at(45), sent: undefined, is: at(30) },
      ];

      for (const [place, { said, sent }] of cases.entries())
        await letIn(
          trainer,
          session,
          {
            guest: { givenName: `Gast${place}`, familyName: 'Test' },
            clientId: newId(),
            occurredAt: said.toISOString(),
          },
          sent,
        ).expect(201);

      const rows = await register(trainer, session);
      expect(
        cases.map((_, place) => rows.find(({ name }) => name === `Gast${place} Test`)?.occurredAt),
      ).toEqual(cases.map(({ is }) => is.toISOString()));
    });

    it('is matched once and stays matched, and who was taken away does not come back', async () => {
      const { trainer, session } = await lesson();
      const known = await academie.given.person({ name: 'Gijsbert' });
      const [matched, mistake] = [
        { guest, clientId: newId() },
        { guest: { givenName: 'Per', familyName: 'Ongeluk' }, clientId: newId() },
      ];
      const one = (await letIn(trainer, session, matched).expect(201)).body.enrolmentId as string;
      const two = (await letIn(trainer, session, mistake).expect(201)).body.enrolmentId as string;
      await academie
        .as(trainer)
        .post(`/api/v1/sessions/${session}/guest-matches`)
        .send({ enrolmentId: one, personId: known.id })
        .expect(200);
      await takeAway(trainer, session, two).expect(303);
      const before = await register(trainer, session);

      await letIn(trainer, session, matched).expect(201);
      await letIn(trainer, session, mistake).expect(201);

      expect(await register(trainer, session)).toEqual(before);
      expect(before.map(({ name }) => name).sort()).toEqual(['Anna de Tester', known.name].sort());
    });

    it('is answered as before when the register was closed meanwhile', async () => {
      const { trainer, session } = await lesson();
      const sent = { guest, clientId: newId() };
      const { body } = await letIn(trainer, session, sent).expect(201);
      academie.clock.set(at(180));
      await academie.as(trainer).post(`/api/v1/sessions/${session}/register-closure`).expect(200);

      expect((await letIn(trainer, session, sent).expect(201)).body).toEqual(body);
      const late = { guest: { givenName: 'Te', familyName: 'Laat' }, clientId: newId() };
      expect((await letIn(trainer, session, late).expect(409)).body.code).toBe(
        'attendance.register-closed',
      );
    });
  });

  describe('under a name that is on the list', () => {
    it('is asked about, whatever the accents and capitals, and comes in when it is another', async () => {
      const { trainer, session } = await lesson();
      await letIn(trainer, session, { guest: { givenName: 'Zoë', familyName: 'van Dijk' } });
      const again = { guest: { givenName: 'zoe', familyName: 'Van  Dijk' } };

      const { body } = await letIn(trainer, session, again).expect(409);
      expect(body.code).toBe('attendance.guest-alike');
      expect(await register(trainer, session)).toHaveLength(2);
      await letIn(trainer, session, { ...again, another: true }).expect(201);

      expect(await register(trainer, session)).toHaveLength(3);
    });

    it('is asked about on the page, which keeps what was typed', async () => {
      const { trainer, session, anna } = await lesson();
      const [givenName, ...rest] = anna.name.split(' ');
      const typed = { givenName, familyName: rest.join(' '), organisationId: '' };
      const page = academie.as(trainer);
      const send = (fields: object) =>
        page.post(`/lesgeven/sessies/${session}/inloop`).type('form').send(fields);

      const { text } = await send(typed).expect(422);
      expect(text).toContain('Er staat al iemand met deze naam op de lijst.');
      expect(text).toContain('name="another"');
      expect(text).toContain(`value="${typed.familyName}"`);
      await send({ ...typed, another: 'ja' }).expect(303);

      expect(await register(trainer, session)).toHaveLength(2);
    });
  });

  describe('by mistake', () => {
    it('is taken off the list while the register is open, gives back the seat and counts for nobody', async () => {
      const { trainer, offering, session } = await lesson();
      const late = await academie.given.person({ name: 'Verkeerde' });
      const { body } = await letIn(trainer, session, { personId: late.id }).expect(201);
      const enrolmentId = body.enrolmentId as string;
      expect(await seats(offering.id)).toEqual({ taken: 1, overbooked: 1 });
      const person = `/lesgeven/sessies/${session}/deelnemers/${enrolmentId}`;
      const shown = await academie.as(trainer).get(person).expect(200);
      expect(shown.text).toContain('Van de lijst halen');
      await academie.runWorkers();
      const mails = () =>
        academie.database.rows(
          'SELECT 1 FROM platform.outgoing_mail WHERE recipient_person_id = $1',
          [late.id],
        );
      const told = await mails();

      await takeAway(trainer, session, enrolmentId).expect(303);

      expect((await register(trainer, session)).map(({ name }) => name)).toEqual([
        'Anna de Tester',
      ]);
      expect(await seats(offering.id)).toEqual({ taken: 1, overbooked: 0 });
      academie.clock.set(at(180));
      await academie.as(trainer).post(`/api/v1/sessions/${session}/register-closure`).expect(200);
      await academie.runWorkers();
      const counted = await academie.database.rows(
        `SELECT 1 FROM attendance.completion WHERE enrolment_id = $1
         UNION ALL SELECT 1 FROM targets.evidence WHERE origin_id = $1`,
        [enrolmentId],
      );
      expect(counted).toEqual([]);
      expect(await mails()).toEqual(told);
    });

    it('stays when the register is closed, for who was enrolled, and for who was at another session', async () => {
      const { trainer, offering, session, anna } = await lesson(2);
      const [first, second] = offering.sessionIds as [string, string];
      const rows = await register(trainer, session);
      const own = rows.find(({ name }) => name === anna.name)!.enrolmentId;
      const refused = await takeAway(trainer, session, own).expect(303);
      expect(refused.headers.location).toContain(own);
      const { body } = await letIn(trainer, first, { guest }).expect(201);
      const away = body.enrolmentId as string;
      academie.clock.set(new Date(at(30).getTime() + 7 * 24 * 3_600_000));
      await takeAway(trainer, second, away).expect(303);
      expect(await register(trainer, second)).toHaveLength(2);
      await academie.as(trainer).post(`/api/v1/sessions/${first}/register-closure`).expect(200);
      await takeAway(trainer, first, away).expect(303);

      expect(await register(trainer, first)).toHaveLength(2);
      const stranger = await academie.given.holder('trainer');
      await takeAway(stranger, second, away).expect(403);
    });
  });
});
