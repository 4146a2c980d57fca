import { startAcademie, type Visitor } from '../support/academie';

const API = '/api/v1';
const NOBODY = '0190a1b2-0000-7000-8000-000000000000';

interface Subject {
  courseId: string;
  id: string;
}

/** All that manages a course or one of its offerings, with a body that would be accepted. */
const WORK: [string, (visitor: Visitor, subject: Subject) => PromiseLike<{ status: number }>][] = [
  ['opens the page of the course', (by, { courseId }) => by.get(`/beheer/aanbod/${courseId}`)],
  ['previews it', (by, { courseId }) => by.get(`/beheer/aanbod/${courseId}/voorbeeld`)],
  ['opens its form', (by, { courseId }) => by.get(`/beheer/aanbod/${courseId}/wijzigen`)],
  ['sends its form', (by, { courseId }) => by.post(`/beheer/aanbod/${courseId}/wijzigen`)],
  ['publishes it', (by, { courseId }) => by.post(`/beheer/aanbod/${courseId}/publiceren`)],
  ['archives it', (by, { courseId }) => by.post(`/beheer/aanbod/${courseId}/archiveren`)],
  ['starts to plan', (by, { courseId }) => by.get(`/beheer/aanbod/${courseId}/uitvoeringen/nieuw`)],
  ['plans', (by, { courseId }) => by.post(`/beheer/aanbod/${courseId}/uitvoeringen/nieuw`)],
  ['opens an offering', (by, { id }) => by.get(`/beheer/uitvoeringen/${id}/wijzigen`)],
  ['changes an offering', (by, { id }) => by.post(`/beheer/uitvoeringen/${id}/wijzigen`)],
  ['publishes an offering', (by, { id }) => by.post(`/beheer/uitvoeringen/${id}/publiceren`)],
  ['confirms an offering', (by, { id }) => by.post(`/beheer/uitvoeringen/${id}/bevestigen`)],
  ['asks to call it off', (by, { id }) => by.get(`/beheer/uitvoeringen/${id}/annuleren`)],
  [
    'calls it off',
    (by, { id }) =>
      by.post(`/beheer/uitvoeringen/${id}/annuleren`).type('form').send({ reason: 'x' }),
  ],
  ['asks to copy it', (by, { id }) => by.get(`/beheer/uitvoeringen/${id}/kopie`)],
  [
    'copies it',
    (by, { id }) =>
      by.post(`/beheer/uitvoeringen/${id}/kopie`).type('form').send({ day0: '2026-09-01' }),
  ],
  [
    'changes the course over the API',
    (by, { courseId }) =>
      by.patch(`${API}/courses/${courseId}`).set('if-match', '"1"').send({ title: 'Van mij' }),
  ],
  [
    'publishes the course over the API',
    (by, { courseId }) => by.post(`${API}/courses/${courseId}/publication`),
  ],
  [
    'archives the course over the API',
    (by, { courseId }) => by.post(`${API}/courses/${courseId}/archival`),
  ],
  [
    'plans over the API',
    (by, { courseId }) =>
      by.post(`${API}/offerings`).send({ courseId, mode: 'self_paced', capacity: 1 }),
  ],
  [
    'changes the offering over the API',
    (by, { id }) => by.patch(`${API}/offerings/${id}`).set('if-match', '"1"').send({ capacity: 5 }),
  ],
  [
    'publishes the offering over the API',
    (by, { id }) => by.post(`${API}/offerings/${id}/publication`),
  ],
  [
    'calls the offering off over the API',
    (by, { id }) => by.post(`${API}/offerings/${id}/cancellation`).send({ reason: 'x' }),
  ],
  [
    'copies the offering over the API',
    (by, { id }) => by.post(`${API}/offerings/${id}/copies`).send({ startOn: ['2026-09-01'] }),
  ],
];

describe('whose a course is', () => {
  const academie = startAcademie();
  let subject: Subject;
  const visitors = new Map<string, Visitor>();

  const stored = () =>
    academie.database.rows(
      `SELECT c.version AS course, c.status, o.version, o.status AS offering, o.capacity,
              (SELECT count(*)::int FROM catalogue.offering WHERE course_id = c.id) AS offerings
         FROM catalogue.course c JOIN catalogue.offering o ON o.course_id = c.id`,
    );

  beforeAll(async () => {
    const { given } = academie;
    const [drugs, youth] = [await given.theme('Drugs'), await given.theme('Jeugd')];
    const organisation = await given.municipality();
    const trainer = await given.holder('trainer');
    const course = await given.course({ themeIds: [drugs.id] });
    subject = await given.offering({ courseId: course.id, trainerIds: [trainer.id] });
    await given.role(trainer.id, 'trainer', subject.id);
    const member = { organisationId: organisation.id };
    for (const [who, person] of [
      ['the lead of another theme', await given.holder('theme_lead', youth.id)],
      ['a trainer of the offering', trainer],
      ['a coordinator', await given.holder('coordinator', organisation.id, member)],
      ['an auditor', await given.holder('auditor')],
      ['a participant', await given.person(member)],
      ['an administrator', await given.holder('administrator')],
    ] as const)
      visitors.set(who, academie.as(person));
  });

  it.each([
    'the lead of another theme',
    'a trainer of the offering',
    'a coordinator',
    'an auditor',
    'a participant',
  ])('keeps %s out of all that manages it', async (who) => {
    const before = await stored();
    const letIn: string[] = [];
    for (const [what, ask] of WORK) {
      const { status } = await ask(visitors.get(who)!, subject);
      if (status !== 403) letIn.push(`${what}: ${status}`);
    }

    expect(letIn).toEqual([]);
    expect(await stored()).toEqual(before);
  });

  it('knows no course or offering by an id that nobody has', async () => {
    const wrong: string[] = [];
    for (const [what, ask] of WORK) {
      const administrator = visitors.get('an administrator')!;
      const { status } = await ask(administrator, { courseId: NOBODY, id: NOBODY });
      if (status !== 404) wrong.push(`${what}: ${status}`);
      const odd = await ask(administrator, { courseId: 'x', id: "'%20OR%201=1" });
      if (![400, 404, 422].includes(odd.status)) wrong.push(`${what}, an odd id: ${odd.status}`);
    }

    expect(wrong).toEqual([]);
  });
});
