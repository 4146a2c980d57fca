import { newId } from '@academie/platform';

import { startAcademie } from '../support/academie';

interface Given {
  id: string;
}

describe('people who enrol at the same moment', () => {
  const academie = startAcademie();

  /** One statement for all of them, as two processes or one send it; what each is told. */
  const together = async (asks: readonly [Given, Given][]) => {
    const people = asks.map(([person]) => person.id);
    const answers = await academie.database.rows<{
      outcome: string;
      enrolment_id: string | null;
      waiting_position: number | null;
    }>(`SELECT * FROM enrolment.enrol_all($1, $2, $3, $3, $4, $5, true, '{heard}', '{waits}')`, [
      asks.map(() => newId()),
      asks.map(([, offering]) => offering.id),
      people,
      asks.map(() => 'self'),
      academie.clock.now(),
    ]);
    return answers.map(({ outcome, waiting_position: position }) =>
      position === null ? outcome : `${outcome} ${position}`,
    );
  };
  const counts = ({ id }: Given) =>
    academie.database.first(
      'SELECT seats_taken AS seats, waiting_count AS waiting FROM catalogue.offering WHERE id = $1',
      [id],
    );

  it('get the free seats in the order in which they asked, and then the list', async () => {
    const offering = await academie.given.offering({ capacity: 2 });
    const other = await academie.given.offering({ capacity: 5 });
    const [ann, ben, cas, dik] = await academie.given.people('Ann', 'Ben', 'Cas', 'Dik');

    expect(
      await together([
        [ann!, offering],
        [ann!, other],
        [ben!, offering],
        [cas!, offering],
        [dik!, offering],
        [dik!, other],
      ]),
    ).toEqual(['enrolled', 'enrolled', 'enrolled', 'waitlisted 1', 'waitlisted 2', 'enrolled']);
    expect(await counts(offering)).toEqual({ seats: 2, waiting: 2 });
    expect(await counts(other)).toEqual({ seats: 2, waiting: 0 });
  });

  it('do not go before whoever asked first and had cancelled earlier', async () => {
    const offering = await academie.given.offering({ capacity: 1 });
    const [ann, ben] = await academie.given.people('Ann', 'Ben');
    const { body } = await academie
      .as(ann!)
      .post(`/api/v1/offerings/${offering.id}/enrolments`)
      .send({});
    await academie.as(ann!).post(`/api/v1/enrolments/${body.id}/cancellation`).send({});

    expect(
      await together([
        [ann!, offering],
        [ben!, offering],
      ]),
    ).toEqual(['enrolled', 'waitlisted 1']);
  });

  it('get one seat when they ask for it twice', async () => {
    const offering = await academie.given.offering({ capacity: 5 });
    const [ann] = await academie.given.people('Ann');

    expect(
      await together([
        [ann!, offering],
        [ann!, offering],
      ]),
    ).toEqual(['enrolled', 'already-enrolled']);
    expect(await counts(offering)).toEqual({ seats: 1, waiting: 0 });
  });

  it('are each told what they asked, also when there is no such person or offering', async () => {
    const offering = await academie.given.offering({ capacity: 5 });
    const [ann] = await academie.given.people('Ann');
    const nobody = { id: newId() };

    expect(
      await together([
        [nobody, offering],
        [ann!, nobody],
        [ann!, offering],
      ]),
    ).toEqual(['person-not-found', 'offering-not-found', 'enrolled']);
  });

  it('leave the same lines behind as whoever enrols alone', async () => {
    const offering = await academie.given.offering({ capacity: 5 });
    const [ann, ben, cas] = await academie.given.people('Ann', 'Ben', 'Cas');
    await together([
      [ann!, offering],
      [ben!, offering],
    ]);
    await academie.database.rows(
      `SELECT enrolment.enrol($1, $2, $3, $3, 'self', $4, '{heard}', '{waits}')`,
      [newId(), offering.id, cas!.id, academie.clock.now()],
    );

    const lines = await academie.database.rows<{ data: object }>(
      `SELECT e.state, e.source, e.organisation_id, e.previous_id, j.action, j.on_behalf_of,
              j.actor_id = e.person_id AS own, j.data - 'personId' AS data,
              j.data->>'personId' = e.person_id::text AS named,
              ARRAY(SELECT consumer FROM platform.journal_pending p WHERE p.journal_id = j.id) AS pending
         FROM enrolment.enrolment e JOIN platform.journal j ON j.subject_id = e.id
        WHERE e.offering_id = $1`,
      [offering.id],
    );
    expect(lines).toHaveLength(3);
    expect(new Set(lines.map((line) => JSON.stringify(line))).size).toBe(1);
  });
});
