import { Journal, newId } from '@academie/platform';

import { ProgrammeCompletionConsumer } from '../../libs/attendance/programme-certificate/programme-completion.consumer';
import { startAcademie, TUESDAY } from '../support/academie';
import { faultsOf } from '../support/page-checks';

type Value = 'present' | 'absent';
interface Stored {
  id: string;
  code: string;
  status: string;
  facts: Record<string, unknown>;
}

describe('the certificate of a leergang', () => {
  const academie = startAcademie();
  let theme: { id: string };
  let lead: { id: string };

  beforeAll(async () => {
    theme = await academie.given.theme('Drugs');
    lead = await academie.given.holder('theme_lead', theme.id);
  });
  beforeEach(() => academie.clock.set(TUESDAY));

  let made = 0;
  /** A programme of one course, and one of two others. */
  const programme = async () => {
    const courses = [];
    for (const title of ['Begin', 'Links', 'Rechts'])
      courses.push(
        await academie.given.course({ title: `${title} ${++made}`, themeIds: [theme.id] }),
      );
    const [begin, ...choice] = courses;
    const { body } = await academie
      .as(lead)
      .post('/api/v1/programmes')
      .send({
        ...{ title: `Leergang ${made}`, summary: 'Een reeks', themeIds: [theme.id] },
        steps: [
          { choose: 1, courseIds: [begin!.id] },
          { choose: 1, courseIds: choice.map(({ id }) => id) },
        ],
      })
      .expect(201);
    await academie.as(lead).post(`/api/v1/programmes/${body.id}/publication`).expect(200);
    return { id: body.id as string, slug: body.slug as string, courses };
  };
  const follow = (person: { id: string }, { id }: { id: string }) =>
    academie
      .as(person)
      .post(`/api/v1/programmes/${id}/enrolments`)
      .send({ offeringIds: [] })
      .expect(200);
  /** Gives a course with its register closed, and what is needed to look at it again. */
  const give = async (
    courseId: string,
    person: { id: string },
    day: number,
    first: Value = 'present',
  ) => {
    const { given, clock } = academie;
    const startsAt = new Date(`2026-03-${day}T09:30:00+01:00`);
    const trainer = await given.holder('trainer');
    const offering = await given.offering({ courseId, startsAt, trainerIds: [trainer.id] });
    const [enrolmentId] = await given.enrolled(offering.id, [person]);
    clock.set(new Date(startsAt.getTime() + 3 * 3_600_000));
    const register = `/api/v1/sessions/${offering.sessionIds[0]}`;
    const mark = (value: Value) =>
      academie
        .as(trainer)
        .post(`${register}/attendance-marks`)
        .send([
          {
            ...{ clientId: newId(), enrolmentId, value, source: 'trainer' },
            occurredAt: clock.now().toISOString(),
          },
        ])
        .expect(200);
    const close = async () => {
      await academie.as(trainer).post(`${register}/register-closure`).expect(200);
      await academie.runWorkers();
    };
    const reopen = async () => {
      clock.set(new Date(clock.now().getTime() + 60_000));
      await academie
        .as(trainer)
        .post(`${register}/register-reopening`)
        .send({ reason: 'Verkeerd gezien' })
        .expect(200);
      await academie.runWorkers();
    };
    await mark(first);
    await close();
    return { mark, close, reopen };
  };
  const stored = (personId: string): Promise<Stored[]> =>
    academie.database.rows<Stored>(
      `SELECT k.id, k.code, k.status, k.facts FROM attendance.certificate k
         JOIN attendance.programme_completion c ON c.id = k.programme_completion_id
        WHERE c.person_id = $1 ORDER BY k.issued_at, k.id`,
      [personId],
    );
  const completed = async () => {
    const reeks = await programme();
    const person = await academie.given.person({ name: 'Anna' });
    await follow(person, reeks);
    await give(reeks.courses[0]!.id, person, 10);
    const last = await give(reeks.courses[2]!.id, person, 17);
    return { reeks, person, last };
  };

  it('comes once all steps are done, once, and beside those of the courses', async () => {
    const reeks = await programme();
    const person = await academie.given.person({ name: 'Anna' });
    await follow(person, reeks);
    await give(reeks.courses[0]!.id, person, 10);
    expect(await stored(person.id)).toEqual([]);

    await give(reeks.courses[1]!.id, person, 17);
    await give(reeks.courses[2]!.id, person, 24);

    const [one, ...others] = await stored(person.id);
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      status: 'issued',
      facts: {
        ...{ holder: 'Anna de Tester', kind: 'programme', minutes: 240, sessions: 2 },
        ...{ startedOn: '2026-03-10', completedOn: '2026-03-17' },
        parts: [reeks.courses[0]!.title, reeks.courses[1]!.title],
      },
    });
    const mine = await academie.as(person).get('/api/v1/me/certificates').expect(200);
    expect(mine.body.items).toHaveLength(4);
  });

  it('is shown, printed and checked as any other', async () => {
    const { person, reeks } = await completed();
    const [one] = await stored(person.id);

    const mine = await academie.as(person).get('/mijn/certificaten').expect(200);
    const check = await academie.stranger.get(`/certificaat/${one!.code}`).expect(200);
    const pdf = await academie.as(person).get(`/mijn/certificaten/${one!.id}/pdf`).expect(200);
    const badge = await academie.as(person).get(`/mijn/certificaten/${one!.id}/badge`).expect(200);
    const managed = await academie.as(lead).get('/beheer/certificaten').expect(200);

    for (const { text } of [mine, check, managed]) {
      expect(text).toContain(`Leergang ${reeks.slug.split('-').at(-1)}`);
      expect(await faultsOf(text)).toEqual([]);
    }
    expect(pdf.headers['content-type']).toContain('application/pdf');
    expect(badge.text).toContain('Alle stappen afgerond');
    const elsewhere = await academie.given.holder('theme_lead', (await academie.given.theme()).id);
    const others = await academie.as(elsewhere).get('/beheer/certificaten').expect(200);
    expect(others.text).not.toContain(one!.code);
    await academie
      .as(elsewhere)
      .post(`/api/v1/certificates/${one!.id}/revocation`)
      .send({ reason: 'x' })
      .expect(404);
  });

  it('counts what somebody completed before following it', async () => {
    const reeks = await programme();
    const person = await academie.given.person();
    await give(reeks.courses[0]!.id, person, 10);
    await give(reeks.courses[1]!.id, person, 17);
    expect(await stored(person.id)).toEqual([]);

    await follow(person, reeks);
    await academie.runWorkers();
    await follow(person, reeks);
    await academie.runWorkers();

    expect(await stored(person.id)).toHaveLength(1);
  });

  it('is suspended while a register is looked at again, holds when nothing changed, and goes when a mark did', async () => {
    const { person, last } = await completed();
    const [before] = await stored(person.id);

    await last.reopen();
    expect(await stored(person.id)).toMatchObject([{ id: before!.id, status: 'suspended' }]);
    await last.close();
    expect(await stored(person.id)).toMatchObject([{ id: before!.id, status: 'issued' }]);
    await last.reopen();
    await last.mark('absent');
    await last.close();

    expect(await stored(person.id)).toMatchObject([{ id: before!.id, status: 'revoked' }]);
    const open = await academie.database.rows(
      'SELECT FROM attendance.programme_completion WHERE person_id = $1 AND revoked_at IS NULL',
      [person.id],
    );
    expect(open).toEqual([]);
  });

  it('stays when the programme changes later', async () => {
    const { person, reeks } = await completed();
    const more = await academie.given.course({ themeIds: [theme.id] });
    const { body } = await academie.as(lead).get(`/api/v1/programmes/${reeks.id}`).expect(200);
    await academie
      .as(lead)
      .patch(`/api/v1/programmes/${reeks.id}`)
      .set('If-Match', `"${body.version}"`)
      .send({ steps: [{ choose: 1, courseIds: [more.id] }] })
      .expect(200);
    await give((await academie.given.course()).id, person, 24);

    expect(await stored(person.id)).toMatchObject([{ status: 'issued' }]);
  });

  it('bears the corrected name, and none once the person is erased', async () => {
    const { person } = await completed();
    const administrator = await academie.given.holder('administrator');
    await academie.database.rows(`UPDATE people.person SET given_name = 'Hanna' WHERE id = $1`, [
      person.id,
    ]);
    await academie.database.transaction((tx) =>
      academie.app
        .get(Journal)
        .record(tx, { action: 'person.renamed', subjectId: person.id, actorId: administrator.id }),
    );
    await academie.runWorkers();

    const found = await stored(person.id);

    expect(found.map(({ status }) => status).sort()).toEqual(['issued', 'superseded']);
    expect(found.find(({ status }) => status === 'issued')!.facts.holder).toBe('Hanna de Tester');

    await academie.database.transaction((tx) =>
      academie.app
        .get(Journal)
        .record(tx, { action: 'person.erased', subjectId: person.id, actorId: administrator.id }),
    );
    await academie.runWorkers();

    const left = await stored(person.id);
    expect(left.map(({ facts }) => facts.holder)).not.toContain('Hanna de Tester');
    expect(JSON.stringify(left)).not.toContain('de Tester');
  });

  it('is of nobody who stopped before completing it', async () => {
    const reeks = await programme();
    const person = await academie.given.person();
    await follow(person, reeks);
    await give(reeks.courses[0]!.id, person, 10);
    await academie.as(person).post(`/mijn/leergangen/${reeks.id}/stoppen`).expect(303);
    await give(reeks.courses[1]!.id, person, 17);

    expect(await stored(person.id)).toEqual([]);
  });

  it('is issued once by two workers at once', async () => {
    const { person } = await completed();
    const consumer = academie.app.get(ProgrammeCompletionConsumer);
    const event = {
      action: 'programme.followed',
      subjectId: newId(),
      data: { personId: person.id },
    };

    await Promise.all(
      [1, 2, 3].map(() =>
        academie.database.transaction((tx) => consumer.handle(tx, [event as never])),
      ),
    );

    expect(await stored(person.id)).toHaveLength(1);
  });
});
