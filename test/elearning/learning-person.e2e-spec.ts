import { newId } from '@academie/platform';

import { startAcademie } from '../support/academie';
import { givenContent, TEXT } from './given-content';

describe('what somebody learned', () => {
  const academie = startAcademie();

  /** Somebody who began a course of two lessons, and wrote an answer in it. */
  const begun = async () => {
    const open = newId();
    const content = await givenContent(academie, [
      { blocks: [{ id: open, kind: 'open', body: { prompt: 'Wat?', model: 'Zo' } }] },
      { blocks: [TEXT] },
    ]);
    const person = await academie.given.person();
    const [enrolmentId] = await academie.given.enrolled(content.offeringId, [person]);
    const lesson = `/leren/${enrolmentId}/les/${content.keys[0]}`;
    const send = (address: string, fields: object) =>
      academie.as(person).post(address).type('form').send(fields).expect(303);
    const { versionId } = content;
    await send(`${lesson}/vragen/${open}`, { versionId, [`a.${open}`]: 'Mijn eigen woorden' });
    await send(`${lesson}/klaar`, { versionId });
    return { person, enrolmentId: enrolmentId!, lesson };
  };

  it('goes along when two records become one', async () => {
    const { person, enrolmentId, lesson } = await begun();
    const into = await academie.given.person();
    const admin = academie.as(await academie.given.holder('administrator'));

    await admin
      .post('/api/v1/person-merges')
      .send({ personId: person.id, intoId: into.id, reason: 'Zelfde persoon' })
      .expect(201);

    const overview = await academie.as(into).get(`/leren/${enrolmentId}/overzicht`).expect(200);
    expect(overview.text).toContain('1 van 2 klaar');
    expect((await academie.as(into).get(lesson)).text).toContain('Mijn eigen woorden');
  });

  it('loses the words of a person who is erased, and stays countable', async () => {
    const { person, enrolmentId } = await begun();
    const admin = academie.as(await academie.given.holder('administrator'));
    const page = await admin.get(`/beheer/personen/${person.id}/verwijderen`).expect(200);
    expect(page.text).toContain('wat iemand in e-learnings antwoordde');

    await admin
      .post(`/api/v1/persons/${person.id}/erasure`)
      .send({ confirmation: person.name, reason: 'Op verzoek' })
      .expect(204);

    const kept = await academie.database.rows(
      `SELECT a.given, (SELECT count(*)::int FROM elearning.lesson_done d
                         WHERE d.enrolment_id = a.enrolment_id) AS done
         FROM elearning.answer a WHERE a.enrolment_id = $1`,
      [enrolmentId],
    );
    expect(kept).toEqual([{ given: null, done: 1 }]);
  });
});
