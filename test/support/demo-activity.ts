import { packageOf, scorm12, sendPackage } from '../elearning/given-package';
import type { Academie } from './academie';

/**
 * Does in the demo what only people do: somebody enrols and gets a mail, and a file is read in. Returns
 * pages to look at that are easily missed among others of their kind.
 */
export async function addActivity(academie: Academie): Promise<string[]> {
  const participant = await academie.account('participant');
  const administrator = await academie.account('administrator');
  const offers = await participant.get('/api/v1/offerings?placesLeft=true&limit=100').expect(200);
  for (const { id } of offers.body.items as { id: string }[]) {
    const { status } = await participant.post(`/api/v1/offerings/${id}/enrolments`).send({});
    if (status === 201) break;
  }
  await academie.runWorkers();
  const send = (file: string) =>
    administrator
      .post('/registraties/importeren')
      .field('kind', 'btp_control')
      .field('source', 'Team Kennemerland')
      .attach('file', Buffer.from(file), 'controles.csv')
      .expect(303);
  const tried = await send(FILE);
  const beingTried = await send(LONG_FILE);
  const unmeasured = await academie.database.rows<{ id: string }>(
    `SELECT t.id FROM targets.target t JOIN targets.plan p ON p.id = t.plan_id
      WHERE t.rule::text LIKE '%baseline%' AND p.year = $1`,
    [academie.clock.now().getFullYear()],
  );
  // An organiser may ask something of whoever enrols, and let people check in.
  await academie.database.rows(
    `UPDATE catalogue.offering
        SET check_in = '{self,ticket}', questions = '[{"text": "Eet u mee?", "required": false}]'`,
  );
  // Of some it has to be decided whether they go on.
  await academie.database.rows(
    `UPDATE catalogue.offering SET minimum = capacity, decide_at = starts_at - interval '1 day'
      WHERE status = 'published' AND starts_at > $1`,
    [academie.clock.now()],
  );
  // Two records turned out to be of one person.
  const likely = await administrator.get('/api/v1/person-merges/suggestions').expect(200);
  for (const pair of likely.body.items as { personId: string; intoId: string }[]) {
    const { personId, intoId } = pair;
    const merge = { personId, intoId, reason: 'Zelfde persoon' };
    const { status } = await administrator.post('/api/v1/person-merges').send(merge);
    if (status === 201) break;
  }
  // Two municipalities will merge.
  const { body } = await administrator.get('/api/v1/organisations?kind=municipality').expect(200);
  const [ends, next] = body.items as { id: string }[];
  const merging = `/beheer/organisaties/${ends!.id}`;
  await administrator
    .post(`/api/v1/organisations/${ends!.id}/endings`)
    .send({ successorId: next!.id, endsOn: '2029-01-01', reason: 'Herindeling' })
    .expect(201);
  // A plan got a second version.
  const first = await administrator.get('/api/v1/plans/2025/versions/1').expect(200);
  const text = (first.body as { text: string }).text.replace(/^version: .*$/m, 'version: tweede');
  await administrator.post('/api/v1/plans').send({ text }).expect(200);
  // Somebody works at a change of a target.
  await administrator
    .post('/doelen/voorstellen')
    .type('form')
    .send({ year: '2025', code: 'T38' })
    .expect(303);
  // A coordinator says that something lacks.
  const coordinator = await academie.account('coordinator');
  // Few organisations are shown beside each other, and many are chosen from.
  const { headers, text: choices } = await coordinator.get('/gemeente');
  const home =
    /\/gemeente\/[0-9a-f-]{36}/.exec(`${String(headers.location)} ${choices}`)?.[0] ?? '';
  const lacking = /\/gemeente\/[0-9a-f-]{36}\/doelen\/[0-9a-f-]{36}/.exec(
    (await coordinator.get(home).expect(200)).text,
  )![0];
  await coordinator
    .post(`${lacking}/klopt-niet`)
    .type('form')
    .send({ reason: 'Wij hebben de vragen in maart beantwoord' })
    .expect(303);
  // And reads a protocol on behalf of the municipality.
  const protocol = await academie.database.first<{ id: string; courseId: string }>(
    `SELECT id, course_id AS "courseId" FROM catalogue.current_material WHERE counts_as IS NOT NULL`,
  );
  const reading = `/materiaal/${protocol!.id}/gelezen`;
  const [, organisationId] = /<option value="([0-9a-f-]{36})"/.exec(
    (await coordinator.get(reading).expect(200)).text,
  )!;
  await coordinator.post(reading).type('form').send({ organisationId }).expect(303);
  const readers = `/beheer/aanbod/${protocol!.courseId}/materiaal/${protocol!.id}/lezen`;
  // A year that just began: somebody still has to say who took part before.
  await academie.database.rows('UPDATE targets.target SET baseline = NULL WHERE id = ANY ($1)', [
    unmeasured.map(({ id }) => id),
  ]);
  // The participant's organisation has a sign-in service, which is away today.
  const work = await academie.database.first<{ organisationId: string }>(
    `SELECT organisation_id AS "organisationId" FROM people.job
      WHERE person_id = $1 AND is_main AND valid_to IS NULL`,
    [await academie.accountId('participant')],
  );
  const service = await administrator
    .post('/beheer/inlogdiensten/nieuw')
    .type('form')
    .send({
      name: 'Gemeente met een dienst',
      issuer: 'http://127.0.0.1:9',
      clientId: 'academie',
      scope: 'openid profile email',
      organisationIds: work!.organisationId,
    })
    .expect(303);
  const lessons = await addLessons(academie);
  const proposal = await addProposal(academie);
  // Few targets count acts of teams, and so have a page that takes them apart.
  const teams = await academie.database.rows<{ id: string }>(
    `SELECT id FROM targets.target WHERE rule->'actKinds' = '["btp_control"]'`,
  );
  // Evidence of a register, and a sample that somebody drew.
  const register = await academie.database.first<{ id: string; targetId: string }>(
    `SELECT c.id, c.target_id AS "targetId" FROM targets.contribution c
       JOIN targets.evidence e ON e.id = c.evidence_id
       JOIN catalogue.session s ON s.offering_id = e.source_id
      WHERE e.source_type = 'offering' AND s.status = 'planned' AND c.uncounted_at IS NULL LIMIT 1`,
  );
  const evidence = `/doelen/${register!.targetId}/bewijs/${register!.id}`;
  const sample = `/doelen/${register!.targetId}/steekproef?zaad=7&aantal=5`;
  const targets = [...unmeasured, ...teams].map(({ id }) => `/doelen/${id}`);
  return [
    tried.headers.location!,
    beingTried.headers.location!,
    service.headers.location!,
    merging,
    reading,
    readers,
    proposal,
    ...targets,
    evidence,
    sample,
    ...lessons,
  ];
}

/** Somebody failed a test and is at it again; an author works at the next version. */
async function addLessons(academie: Academie): Promise<string[]> {
  const participant = await academie.account('participant');
  const found = await academie.database.first<{ id: string; courseId: string }>(
    `SELECT p.id, o.course_id AS "courseId" FROM enrolment.held_place p
       JOIN catalogue.course_of_offering o ON o.offering_id = p.offering_id
      WHERE p.person_id = $1 AND p.state = 'enrolled' AND o.course_slug = 'e-learning-bibob-1'`,
    [await academie.accountId('participant')],
  );
  const test = await academie.database.first<{ key: string; versionId: string }>(
    `SELECT s.key, v.id AS "versionId" FROM elearning.lesson s
       JOIN elearning.content_version v ON v.id = s.version_id
      WHERE v.course_id = $1 AND s.test IS NOT NULL`,
    [found!.courseId],
  );
  const begin = async (): Promise<string> => {
    const { headers } = await participant
      .post(`/leren/${found!.id}/les/${test!.key}/toets`)
      .type('form')
      .send({ versionId: test!.versionId });
    return headers.location!;
  };
  const first = await begin();
  const { text } = await participant.get(first);
  const fields = [...text.matchAll(/name="(a\.[\w-]+)" value="([\w-]+)"/g)];
  await participant
    .post(first)
    .type('form')
    .send(Object.fromEntries(fields.map(([, name, value]) => [name, value])));
  const course = await academie.database.first<{ id: string }>(
    `SELECT course_id AS id FROM catalogue.course_of_offering WHERE course_slug = 'basis-btp'`,
  );
  const editor = `/beheer/aanbod/${course!.id}/lessen`;
  const administrator = await academie.account('administrator');
  await administrator.post(`${editor}/concept`).expect(303);
  const [, lesson = ''] = /href="([^"]+\/lessen\/les\/[^"]+)"/.exec(
    (await administrator.get(editor)).text,
  )!;
  await administrator
    .post(`${lesson}/blokken/nieuw?soort=file`)
    .field('title', 'Werkblad')
    .attach('upload', Buffer.from('Vragen voor op het werk'), 'werkblad.txt')
    .expect(303);
  const draft = await academie.database.first<{ moduleKey: string }>(
    `SELECT m.key AS "moduleKey" FROM elearning.module m
       JOIN elearning.content_version v ON v.id = m.version_id
      WHERE v.course_id = $1 AND v.published_at IS NULL`,
    [course!.id],
  );
  const { headers } = await sendPackage(
    administrator,
    { base: editor, moduleKey: draft!.moduleKey },
    packageOf(scorm12([{ id: 'a' }]), ['a.html']),
  ).expect(303);
  const again = await begin();
  // Of the first one somebody still has to look at an answer.
  await academie.database.rows(
    'UPDATE elearning.attempt SET percent = NULL, passed = NULL WHERE id = $1',
    [first.split('/').at(-1)],
  );
  return [again, editor, headers.location!];
}

const FILE = [
  'Datum;Gemeente;Team;Onderwerp;Aantal;Eigen nummer;Naam controleur',
  '02-03-2026;Haarlem;Kennemerland;Thuiswerk;2;P-1;Jan de Boer',
  '31-02-2026;Haarlem;Kennemerland;Thuiswerk;2;P-2;Jan de Boer',
  '',
].join('\r\n');

/** More than one request holds, so that it goes on in the background. */
const LONG_FILE = [
  'Datum;Gemeente;Team;Onderwerp;Aantal;Eigen nummer',
  ...Array.from(
    { length: 3000 },
    (_, nth) => `02-03-2026;Haarlem;Kennemerland;Thuiswerk;2;L-${nth}`,
  ),
].join('\r\n');

/** Somebody wants a duty to be fulfilled sooner, and has not confirmed it. */
async function addProposal(academie: Academie): Promise<string> {
  const rule = await academie.database.first<{ id: string }>(
    `SELECT id FROM attendance.duty_rule WHERE repeats = 'months' LIMIT 1`,
  );
  const administrator = await academie.account('administrator');
  const { headers } = await administrator
    .post(`/beheer/verplichtingen/${rule!.id}/wijzigen`)
    .type('form')
    .send({ withinDays: '30', repeats: 'months', everyMonths: '12', functions: 'bibob-adviseur' })
    .expect(303);
  return headers.location!;
}
