import { Jobs } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';

describe('what participants need', () => {
  const academie = startAcademie();
  const { clock } = academie;
  let kim: { id: string; name: string };
  let anna: { id: string; name: string };
  let offering: { id: string; sessionIds: string[] };
  let enrolment: string;

  beforeEach(async () => {
    clock.set(TUESDAY);
    kim = await academie.given.holder('trainer');
    anna = await academie.given.person();
    offering = await academie.given.offering({
      trainerIds: [kim.id],
      questions: [{ text: 'Waarvoor komt u?', required: false }],
    });
    enrolment = await enrol(offering.id, ['Voor het plein']);
  });

  const enrol = async (offeringId: string, answers: string[] = []): Promise<string> => {
    const { body } = await academie
      .as(anna)
      .post(`/api/v1/offerings/${offeringId}/enrolments`)
      .send({ answers })
      .expect(201);
    return body.id;
  };
  const tell = (id: string, body: object, who = anna) =>
    academie.as(who).put(`/api/v1/enrolments/${id}/needs`).send(body);
  const register = (who: { id: string }) =>
    academie.as(who).get(`/api/v1/sessions/${offering.sessionIds[0]}/register`);
  const needs = { diet: 'vegetarisch', access: 'rolstoel' };

  it('stand in the register, with their answers, for the trainers of that session', async () => {
    await tell(enrolment, needs).expect(204);

    const { body } = await register(kim).expect(200);
    expect(body.participants).toMatchObject([needs]);
    const page = await academie.as(kim).get(`/lesgeven/sessies/${offering.sessionIds[0]}`);
    expect(page.text).toContain('vegetarisch · rolstoel');
    const all = await academie.as(kim).get(`/lesgeven/sessies/${offering.sessionIds[0]}/wensen`);
    expect(all.text).toContain('1 × vegetarisch');
    expect(all.text).toContain('Voor het plein');
    const one = await academie
      .as(kim)
      .get(`/lesgeven/sessies/${offering.sessionIds[0]}/deelnemers/${enrolment}`)
      .expect(200);
    expect(one.text).toContain('rolstoel');
    expect(one.text).toContain('Voor het plein');
  });

  it('are nobody else’s business', async () => {
    await tell(enrolment, needs).expect(204);
    const other = await academie.given.holder('trainer');
    await register(other).expect(403);
    await academie.as(other).get(`/lesgeven/sessies/${offering.sessionIds[0]}/wensen`).expect(403);
    await tell(enrolment, needs, other).expect(404);
    await academie.as(other).get(`/api/v1/enrolments/${enrolment}/needs`).expect(404);
    await academie.as(kim).get(`/mijn/inschrijvingen/${enrolment}/wensen`).expect(404);
    const journal = await academie.database.rows(
      `SELECT data FROM platform.journal WHERE subject_id = $1`,
      [enrolment],
    );
    expect(JSON.stringify(journal)).not.toMatch(/vegetarisch|rolstoel/);
  });

  it('are nothing where a program sends null', async () => {
    await tell(enrolment, { diet: 'vegetarisch', access: null }).expect(204);

    const { body } = await academie
      .as(anna)
      .get(`/api/v1/enrolments/${enrolment}/needs`)
      .expect(200);
    expect(body).toEqual({ diet: 'vegetarisch', access: '' });
  });

  it('are filled in the next time, and can be taken back', async () => {
    await tell(enrolment, needs).expect(204);
    const later = await academie.given.offering({
      startsAt: new Date('2026-04-10T09:30:00+02:00'),
    });
    const second = await enrol(later.id);
    const page = `/mijn/inschrijvingen/${second}/wensen`;
    const asked = await academie.as(anna).get(page).expect(200);
    expect(asked.text).toContain('vegetarisch');
    expect(asked.text).toContain('de vorige keer');
    await academie
      .as(anna)
      .post(page)
      .type('form')
      .send({ diet: 'a'.repeat(201) })
      .expect(422);
    await academie.as(anna).post(page).type('form').send({ diet: 'geen noten' }).expect(303);
    await tell(enrolment, {}).expect(204);

    const { body } = await register(kim).expect(200);
    expect(body.participants).toMatchObject([{ diet: null, access: null }]);
    const own = await academie.as(anna).get('/account/gegevens.json').expect(200);
    expect(own.text).toContain('geen noten');
    expect(own.text).not.toContain('rolstoel');
  });

  it('are forgotten a month after the last day, and at once when somebody cancels', async () => {
    await tell(enrolment, needs).expect(204);
    const forget = async () => {
      await academie.app.get(Jobs).run('people.forget');
      return academie.database.rows(
        'SELECT enrolment_id FROM enrolment.need WHERE enrolment_id = $1',
        [enrolment],
      );
    };
    clock.set('2026-04-05T12:00:00+02:00');
    expect(await forget()).toHaveLength(1);
    clock.set('2026-04-15T12:00:00+02:00');
    expect(await forget()).toHaveLength(0);
  });
});
