import { newId } from '@academie/platform';

import { startAcademie } from '../support/academie';
import { givenWorkbook } from '../support/workbook';

type Line = [name: string, duration: string, email?: string];

const report = (...lines: Line[]): string =>
  [
    '1. Summary\nMeeting title\tSessie\n\n2. Participants',
    'Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole',
    ...lines.map(([name, duration, email = '']) =>
      [name, '', '', duration, email, '', 'Presenter'].join('\t'),
    ),
    '\n3. In-Meeting Activities\n',
  ].join('\n');

describe('the report of an online session', () => {
  const academie = startAcademie();

  const lesson = async (...names: string[]) => {
    const trainer = await academie.given.holder('trainer');
    const offering = await academie.given.offering({ mode: 'online', trainerIds: [trainer.id] });
    academie.clock.set('2026-03-10T12:00:00+01:00');
    const people = await academie.given.people(...names);
    const enrolments = await academie.given.enrolled(offering.id, people);
    const id = offering.sessionIds[0]!;
    const api = `/api/v1/sessions/${id}`;
    const page = `/lesgeven/sessies/${id}/videogesprek`;
    const take = (text: string, more: object = {}, who: { id: string } = trainer) =>
      academie
        .as(who)
        .post(`${api}/meeting-reports`)
        .send({ report: text, ...more });
    const values = async (): Promise<Record<string, string>> => {
      const { body } = await academie.as(trainer).get(`${api}/register`).expect(200);
      return Object.fromEntries(
        body.participants.map((row: { name: string; value: string }) => [
          row.name.replace(' de Tester', ''),
          row.value,
        ]),
      );
    };
    const marks = async (): Promise<number> =>
      (await academie.database.rows('SELECT 1 FROM attendance.mark WHERE session_id = $1', [id]))
        .length;
    const upload = (text: string | Buffer, fields: Record<string, string> = {}) => {
      const request = academie.as(trainer).post(page);
      for (const [name, value] of Object.entries(fields)) void request.field(name, value);
      return request.attach('report', Buffer.from(text), 'lijst.csv');
    };
    return { trainer, people, enrolments, api, page, take, values, marks, upload };
  };
  const outcomes = ({ body }: { body: { people: { outcome: string }[] } }): string[] =>
    body.people.map(({ outcome }) => outcome);

  it('marks who was there long enough, who was there in part, and leaves the rest open', async () => {
    const { take, values, people } = await lesson('Anna', 'Bram', 'Cas', 'Daan');
    const text = report(
      ['Anna A.', '1h 50m 2s', people[0]!.email],
      ['Tester, Bram de (Gast)', '40m'],
      ['Cas de Tester', '20s'],
    );

    const answer = await take(text).expect(200);
    expect(answer.body.presentFrom).toBe(96);
    expect(outcomes(answer)).toEqual(['recorded', 'recorded', 'too_short']);
    expect(await values()).toEqual({
      Anna: 'present',
      Bram: 'partial',
      Cas: 'unknown',
      Daan: 'unknown',
    });
    expect(outcomes(await take(text, { presentPercent: 30 }).expect(200))).toEqual([
      ...['repeated', 'recorded', 'too_short'],
    ]);
    expect((await values()).Bram).toBe('present');
  });

  it('changes nothing when it is taken over again, also twice at once', async () => {
    const { take, marks } = await lesson('Anna', 'Bram');
    const text = report(['Anna de Tester', '2h'], ['Bram de Tester', '30m'], ['Kees Gast', '2h']);
    const choices = [{ place: 2, action: 'guest' }];

    await Promise.all([take(text, { choices }), take(text, { choices }), take(text, { choices })]);
    const again = await take(text, { choices }).expect(200);

    expect(outcomes(again)).toEqual(['repeated', 'repeated', 'repeated']);
    expect(await marks()).toBe(3);
  });

  it('asks the trainer who of two people of one name it was', async () => {
    const { take, enrolments, people } = await lesson('Jan', 'Jan', 'Eva');
    const text = report(['Jan de Tester', '2h'], ['Jan de Tester', '30m', people[0]!.email]);

    const tried = await take(text, { dryRun: true }).expect(200);
    expect(tried.body.people[0]).toMatchObject({ outcome: 'unsure', enrolmentId: null });
    expect(
      tried.body.people[0].candidates
        .map(({ enrolmentId }: { enrolmentId: string }) => enrolmentId)
        .sort(),
    ).toEqual([enrolments[0], enrolments[1]].sort());
    expect(outcomes(await take(text).expect(200))).toEqual(['unsure', 'recorded']);
    const chosen = await take(text, {
      choices: [{ place: 0, action: 'enrolment', enrolmentId: enrolments[1] }],
    }).expect(200);
    expect(outcomes(chosen)).toEqual(['recorded', 'repeated']);
    expect(chosen.body.people[0].enrolmentId).toBe(enrolments[1]);
  });

  it('lets in who has no place: somebody we know by address, or a guest', async () => {
    const known = await academie.given.person({ name: 'Fien' });
    const { take, values } = await lesson('Anna');
    const text = report(['F. op de laptop', '2h', known.email], ['Berg, Kees van den', '1h']);

    expect(outcomes(await take(text).expect(200))).toEqual(['unknown', 'unknown']);
    const answer = await take(text, {
      choices: [0, 1].map((place) => ({ place, action: 'guest' })),
    }).expect(200);

    expect(outcomes(answer)).toEqual(['recorded', 'recorded']);
    expect(await values()).toEqual({
      Anna: 'unknown',
      Fien: 'present',
      'Kees van den Berg': 'partial',
    });
  });

  it('does not outrank what the trainer saw, and counts one person with two names once', async () => {
    const { take, values, enrolments, api, trainer } = await lesson('Anna', 'Bram');
    await academie
      .as(trainer)
      .post(`${api}/attendance-marks`)
      .send([
        {
          clientId: newId(),
          enrolmentId: enrolments[0],
          value: 'absent',
          occurredAt: academie.clock.now().toISOString(),
        },
      ])
      .expect(200);
    const text = report(['Anna de Tester', '2h'], ['Bram de Tester', '50m'], ['iPhone', '46m']);

    const answer = await take(text, {
      choices: [{ place: 2, action: 'enrolment', enrolmentId: enrolments[1] }],
    }).expect(200);
    expect(outcomes(answer)).toEqual(['outranked', 'recorded', 'recorded']);
    expect(await values()).toEqual({ Anna: 'absent', Bram: 'present' });
  });

  it('answers each person for itself: half of a list may be wrong', async () => {
    const other = await lesson('Zus');
    const { take, values } = await lesson('Anna', 'Bram');
    const text = report(['Anna de Tester', '2h'], ['Wie', '2h'], ['Bram de Tester', 'lang']);

    const answer = await take(text, {
      choices: [{ place: 1, action: 'enrolment', enrolmentId: other.enrolments[0] }],
    }).expect(200);
    expect(outcomes(answer)).toEqual(['recorded', 'rejected', 'rejected']);
    expect(answer.body.people[1].code).toBe('attendance.unknown-enrolment');
    expect(answer.body.people[2]).toMatchObject({
      code: 'attendance.unreadable-duration',
      detail: 'How long this person was there cannot be read (rij 8, In-Meeting Duration: lang).',
    });
    expect((await values()).Anna).toBe('present');
  });

  it('is refused by a closed register, person by person, and by another trainer as a whole', async () => {
    const { take, api, trainer, page } = await lesson('Anna');
    const text = report(['Anna de Tester', '2h']);
    await take(text, {}, await academie.given.holder('trainer')).expect(403);
    await take('geen lijst').expect(422);
    await academie.as(trainer).post(`${api}/register-closure`).expect(200);

    const answer = await take(text).expect(200);
    expect(answer.body.people[0]).toMatchObject({
      outcome: 'rejected',
      code: 'attendance.register-closed',
    });
    await academie.as(trainer).get(page).expect(303);
  });

  it('is looked through on a page before anything is kept', async () => {
    const { trainer, page, upload, values, enrolments, people } = await lesson(
      'Anna',
      'Jan',
      'Jan',
    );
    expect((await academie.as(trainer).get(page.replace('/videogesprek', ''))).text).toContain(
      page,
    );
    await academie.as(trainer).get(page).expect(200);
    expect((await upload('Naam;E-mail\n')).status).toBe(422);
    expect((await upload('', { percent: '0' })).text).toContain('Fout:');

    const list = report(['Anna', '2h', people[0]!.email], ['Jan de Tester', '1h'], ['Kees', '2h']);
    const { text } = await upload(Buffer.from(`\uFEFF${list}`, 'utf16le'), {
      percent: '80',
    }).expect(200);
    expect(text).toContain('Er zijn meer mensen met deze naam');
    expect(text).toContain('Wie ten minste 80% van de sessie (96 van de 120 minuten)');
    expect(await values()).toMatchObject({ Anna: 'unknown' });
    const packed = /name="lijst" value="([^"]+)"/.exec(text)![1]!;
    const decoded = packed.replaceAll('&#x3D;', '=');

    const take = (fields: object) =>
      academie
        .as(trainer)
        .post(`${page}/overnemen`)
        .type('form')
        .send({ percent: '80', lijst: decoded, ...fields });
    await take({ lijst: 'kapot' }).expect(422);
    const done = await take({
      'keuze.0': enrolments[0],
      'keuze.1': enrolments[2],
      'keuze.2': 'overslaan',
    }).expect(200);
    expect(done.text).toContain('Van 2 mensen is de aanwezigheid overgenomen.');
    expect(done.text).toContain('Overgeslagen');
    expect(await values()).toMatchObject({ Anna: 'present' });
  });

  /** Zoom's list, of somebody from and until these moments of 10 March 2026 or another day. */
  const zoom = (...lines: [name: string, from: string, until: string][]): string =>
    [
      'Name,Join Time,Leave Time,Duration (Minutes)',
      ...lines.map(([name, from, until]) => `${name},${from},${until},240`),
    ].join('\n');

  it('counts only what lies within the hours of the session', async () => {
    const { take, values } = await lesson('Anna', 'Bram', 'Cas');
    const text = zoom(
      ['Anna de Tester', '03/10/2026 09:00:00 AM', '03/10/2026 12:30:00 PM'],
      ['Bram de Tester', '03/10/2026 06:00:00 AM', '03/10/2026 10:00:00 AM'],
      ['Cas de Tester', '03/10/2026 11:45:00 AM', '03/10/2026 03:45:00 PM'],
    );

    const answer = await take(text).expect(200);

    expect(outcomes(answer)).toEqual(['recorded', 'recorded', 'outside']);
    expect(answer.body.people.map(({ minutes }: { minutes: number }) => minutes)).toEqual([
      120, 30, 0,
    ]);
    expect(await values()).toEqual({ Anna: 'present', Bram: 'partial', Cas: 'unknown' });
  });

  it.each([
    ['of another day', '03/03/2026 09:30:00 AM', '03/03/2026 11:30:00 AM'],
    ['of the evening', '03/10/2026 05:00:00 PM', '03/10/2026 09:00:00 PM'],
    ['in UTC, of hours later', '2026-03-10T11:00:00Z', '2026-03-10T13:00:00Z'],
  ])('records nothing of a meeting %s without a yes', async (_what, from, until) => {
    const { take, marks, values } = await lesson('Anna');
    const text = zoom(['Anna de Tester', from, until]);

    const tried = await take(text, { dryRun: true }).expect(200);
    expect(tried.body.meeting).toMatchObject({ fits: false, startsAt: expect.any(String) });
    expect(outcomes(await take(text).expect(200))).toEqual(['outside']);
    expect(await marks()).toBe(0);

    expect(outcomes(await take(text, { otherHours: true }).expect(200))).toEqual(['recorded']);
    expect(await values()).toEqual({ Anna: 'present' });
  });

  it('reads times of another zone as what they are', async () => {
    const { take } = await lesson('Anna', 'Bram');
    const text = zoom(
      ['Anna de Tester', '2026-03-10T08:30:00Z', '2026-03-10T10:30:00Z'],
      ['Bram de Tester', '2026-03-10T03:30:00-05:00', '2026-03-10T04:00:00-05:00'],
    );

    const { body } = await take(text).expect(200);

    expect(body.people.map(({ minutes }: { minutes: number }) => minutes)).toEqual([120, 30]);
  });

  it('shows a meeting of another day on the page, and asks before it takes it over', async () => {
    const { trainer, page, upload, marks } = await lesson('Anna');
    const text = `Meeting title\tAndere les\n${zoom(['Anna de Tester', '03/03/2026 09:30:00 AM', '03/03/2026 11:30:00 AM'])}`;

    const review = await upload(text, { percent: '80' }).expect(200);
    expect(review.text).toContain('Is dit wel het goede bestand?');
    expect(review.text).toContain('Andere les');
    expect(review.text).toContain('3 maart 2026');
    const lijst = /name="lijst" value="([^"]+)"/.exec(review.text)![1]!.replaceAll('&#x3D;', '=');
    const take = (fields: object) =>
      academie
        .as(trainer)
        .post(`${page}/overnemen`)
        .type('form')
        .send({ percent: '80', lijst, ...fields });

    expect((await take({}).expect(422)).text).toContain('Zet een vinkje');
    expect(await marks()).toBe(0);
    await take({ toch: 'ja' }).expect(200);
    expect(await marks()).toBe(1);
  });

  it('does not count who was only in the waiting room', async () => {
    const { take, marks } = await lesson('Anna');
    const text = [
      'Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,In waiting room',
      'Anna de Tester,,03/10/2026 09:30:00 AM,03/10/2026 11:25:00 AM,115,Yes,Yes',
    ].join('\n');

    expect(outcomes(await take(text).expect(200))).toEqual(['waiting']);
    expect(await marks()).toBe(0);
  });

  it('asks whether two totals of one name are one person, and counts no more than the session', async () => {
    const { take, values, enrolments, marks } = await lesson('Anna', 'Bram');
    const text = 'Naam;Duur\nAnna de Tester;120\nAnna de Tester;120\n';

    const tried = await take(text, { dryRun: true }).expect(200);
    expect(outcomes(tried)).toEqual(['unsure', 'unsure']);
    expect(tried.body.people[0].candidates).toMatchObject([{ enrolmentId: enrolments[0] }]);
    expect(outcomes(await take(text).expect(200))).toEqual(['unsure', 'unsure']);
    expect(await marks()).toBe(0);

    const same = [0, 1].map((place) => ({
      place,
      action: 'enrolment',
      enrolmentId: enrolments[0],
    }));
    const { body } = await take(text, { choices: same }).expect(200);
    expect(body.people.map(({ minutes }: { minutes: number }) => minutes)).toEqual([120, 120]);
    expect(await values()).toEqual({ Anna: 'present', Bram: 'unknown' });
  });

  it('shows who dialled in as nobody, to be matched with somebody enrolled and with no guest', async () => {
    const { take, values, enrolments, upload } = await lesson('Anna');
    const text = 'Naam;Duur\n+31 6 12345678;120\n';

    const { body } = await take(text, { choices: [{ place: 0, action: 'guest' }] }).expect(200);
    expect(body.people[0]).toMatchObject({
      outcome: 'rejected',
      code: 'attendance.caller-is-nobody',
      name: 'Onbekende beller …78',
    });
    const page = await upload(text, { percent: '80' }).expect(200);
    expect(page.text).toContain('Onbekende beller …78');
    expect(page.text).not.toContain('12345678');
    expect(page.text).not.toContain('Toevoegen als inloop');

    await take(text, {
      choices: [{ place: 0, action: 'enrolment', enrolmentId: enrolments[0] }],
    }).expect(200);
    expect(await values()).toEqual({ Anna: 'present' });
  });

  it('is read from a workbook, on the sheet that is chosen', async () => {
    const { trainer, page, upload, values } = await lesson('Anna', 'Bram');
    const rows = [
      ['Aanwezigheid kennissessie'],
      ['Naam', 'Duur (minuten)'],
      ['Anna de Tester', 120],
    ];
    const hidden = {
      name: 'lijsten',
      state: 'hidden' as const,
      rows: [
        ['Naam', 'Duur'],
        ['X', 1],
      ],
    };
    const one = givenWorkbook(hidden, { name: 'Dag 1', rows });

    expect((await upload(one, { percent: '80' }).expect(200)).text).toContain('Anna de Tester');
    const two = givenWorkbook(hidden, { name: 'Dag 1', rows }, { name: 'Dag 2', rows });
    const asked = await upload(two, { percent: '80' }).expect(422);
    expect(asked.text).toContain('Kies welk werkblad u bedoelt');
    expect(asked.text).toContain('<option value="Dag 2"');
    const review = await upload(two, { percent: '80', sheet: 'Dag 2' }).expect(200);
    const lijst = /name="lijst" value="([^"]+)"/.exec(review.text)![1]!.replaceAll('&#x3D;', '=');
    await academie
      .as(trainer)
      .post(`${page}/overnemen`)
      .type('form')
      .send({ percent: '80', lijst })
      .expect(200);
    expect(await values()).toEqual({ Anna: 'present', Bram: 'unknown' });
  });

  it('asks about a row that is hidden in the workbook, and records nothing of it by itself', async () => {
    const { trainer, page, upload, values, enrolments } = await lesson('Anna', 'Bram');
    const content = givenWorkbook({
      name: 'Blad1',
      rows: [
        ['Naam', 'Duur (minuten)'],
        { cells: ['Anna de Tester', 120], isHidden: true },
        ['Bram de Tester', 120],
      ],
    });

    const review = await upload(content, { percent: '80' }).expect(200);
    expect(review.text).toContain('op een rij die in het werkblad verborgen is');
    const lijst = /name="lijst" value="([^"]+)"/.exec(review.text)![1]!.replaceAll('&#x3D;', '=');
    const take = (fields: object) =>
      academie
        .as(trainer)
        .post(`${page}/overnemen`)
        .type('form')
        .send({ percent: '80', lijst, ...fields })
        .expect(200);
    await take({});
    expect(await values()).toEqual({ Anna: 'unknown', Bram: 'present' });
    await take({ 'keuze.0': enrolments[0] });
    expect(await values()).toEqual({ Anna: 'present', Bram: 'present' });
  });

  it('keeps nobody under a name of which a letter was lost', async () => {
    const { upload, values, take } = await lesson('Anna');
    const content = Buffer.concat([
      Buffer.from('Naam;Duur\nZoë Björn;120\n'),
      Buffer.from('René de Tester;120\n', 'latin1'),
    ]);

    const review = await upload(content, { percent: '80' }).expect(200);
    expect(review.text).toContain('Ren\uFFFD de Tester');
    const { body } = await take('Naam;Duur\nRen\uFFFD de Tester;120\n', {
      choices: [{ place: 0, action: 'guest' }],
    }).expect(200);
    expect(body.people[0]).toMatchObject({
      outcome: 'rejected',
      code: 'attendance.unreadable-name',
    });
    expect(await values()).toEqual({ Anna: 'unknown' });
  });
});
