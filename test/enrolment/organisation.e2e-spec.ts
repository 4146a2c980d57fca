import { startAcademie, TUESDAY } from '../support/academie';
import { sheetsIn } from '../support/read-workbook';

type Person = { id: string; name: string; email: string };

describe('the pages of a coordinator and an organiser', () => {
  const academie = startAcademie();
  let haarlem: { id: string };
  let coordinator: Person;

  const courseFor = async (audiences: string[]) => {
    const course = await academie.given.course();
    await academie.database.rows('UPDATE catalogue.course SET audiences = $2 WHERE id = $1', [
      course.id,
      audiences,
    ]);
    return course;
  };
  const worker = (name: string, functions: string[], organisationId = haarlem.id) =>
    academie.given.person({ name, organisationId, functions });
  const ask = async (path: string) => (await academie.as(coordinator).get(path).expect(200)).text;
  const binary = (response: unknown, done: (error: Error | null, body: Buffer) => void): void => {
    const parts: Buffer[] = [];
    const stream = response as NodeJS.ReadableStream;
    stream.on('data', (part: Buffer) => parts.push(Buffer.from(part)));
    stream.on('end', () => done(null, Buffer.concat(parts)));
  };
  const sheetOf = async (who: Person, path: string) => {
    const { body, headers } = await academie
      .as(who)
      .get(path)
      .buffer(true)
      .parse(binary)
      .expect(200);
    expect(headers['content-disposition']).toContain('.xlsx"');
    return (await sheetsIn(body as Buffer))[0]!.rows;
  };

  beforeAll(async () => {
    haarlem = await academie.given.municipality();
    coordinator = await academie.given.holder('coordinator', haarlem.id);
  });
  beforeEach(() => academie.clock.set(TUESDAY));

  it('say per course who should go and does not yet, of the own people and per function', async () => {
    const course = await courseFor(['boa', 'jurist']);
    const past = await academie.given.offering({ courseId: course.id });
    const coming = await academie.given.offering({ courseId: course.id });
    const [done, planned, missing, lawyer, , stranger] = [
      await worker('Gedaan', ['boa']),
      await worker('Gepland', ['boa']),
      await worker('Ontbreekt', ['boa', 'balie']),
      await worker('Juriste', ['jurist']),
      await worker('Buiten', ['balie']),
      await worker('Vreemd', ['boa'], (await academie.given.municipality()).id),
    ];
    const [finished] = await academie.given.enrolled(past.id, [done]);
    await academie.database.rows(
      `UPDATE enrolment.enrolment SET state = 'finished', outcome = 'completed' WHERE id = $1`,
      [finished],
    );
    await academie.given.enrolled(coming.id, [planned, stranger]);

    const list = await ask('/organisatie/bereik');
    const all = await ask(`/organisatie/bereik/${course.id}`);
    const lawyers = await ask(`/organisatie/bereik/${course.id}?functie=jurist`);

    const [row] = new RegExp(`${course.title}[\\s\\S]*?</tr>`).exec(list)!;
    expect([...row.matchAll(/class="numeric"[^>]*>(\d+)</g)].map(([, n]) => n)).toEqual([
      '2',
      '1',
      '1',
    ]);
    for (const person of [missing, lawyer]) expect(all).toContain(`value="${person.id}"`);
    for (const person of [done, planned]) {
      expect(all).not.toContain(`value="${person.id}"`);
      expect(all).toContain(person.name.split(' ')[0]);
    }
    expect(all).not.toContain('Vreemd');
    expect(all).not.toContain('Buiten');
    expect(lawyers).toContain(`value="${lawyer.id}"`);
    expect(lawyers).not.toContain(`value="${missing.id}"`);
  });

  it('leave out what nobody lacks until that is asked for, in the order that is asked', async () => {
    const [satisfied, wanted] = [await courseFor(['ovv']), await courseFor(['bibob-adviseur'])];
    const offering = await academie.given.offering({ courseId: satisfied.id });
    await academie.given.enrolled(offering.id, [await worker('Klaar', ['ovv'])]);
    await worker('Nodig', ['bibob-adviseur']);

    const open = await ask('/organisatie/bereik');
    expect(open).toContain(wanted.id);
    expect(open).not.toContain(satisfied.id);
    const all = await ask('/organisatie/bereik?toon=alles&sorteer=training');
    expect(all).toContain(satisfied.id);
    expect(all).toMatch(/aria-sort="ascending"><a class="table__sort"[^>]*>Training/);
    expect(await ask('/organisatie/bereik?pagina=99')).toContain(wanted.id);
  });

  it('send those who should go to a list that is looked at first', async () => {
    const course = await courseFor(['ciso']);
    const offering = await academie.given.offering({ courseId: course.id, capacity: 1 });
    const [one, two] = [await worker('Een', ['ciso']), await worker('Twee', ['ciso'])];
    const stranger = await worker('Drie', ['ciso'], (await academie.given.municipality()).id);
    const path = `/organisatie/bereik/${course.id}`;
    const send = (body: object) => academie.as(coordinator).post(path).type('form').send(body);
    const wrong = await send({ personIds: one.id }).expect(422);
    expect(wrong.text).toContain('id="offeringId-error"');
    expect(wrong.text).toMatch(new RegExp(`value="${one.id}" checked`));

    const { headers } = await send({
      offeringId: offering.id,
      personIds: [one.id, two.id, stranger.id],
    }).expect(303);

    const tried = await ask(headers.location!);
    expect(tried).toContain('2 mensen inschrijven');
    expect(tried).not.toContain(stranger.email);
    await academie.as(coordinator).post(`${headers.location}/bevestigen`).expect(303);
    expect(await ask(headers.location!)).toContain('Plek 1 op de wachtlijst');
  });

  it('narrow the people to a function', async () => {
    await worker('Balinda', ['balie-x']);
    await worker('Cisca', ['ciso-x']);

    const text = await ask('/organisatie?functie=balie-x');

    expect(text).toContain('Balinda');
    expect(text).not.toContain('Cisca');
    expect(await ask('/organisatie')).toContain('<option value="ciso-x">');
  });

  it('take a list out as Excel, with dates as dates and nothing that runs as a formula', async () => {
    const theme = await academie.given.theme();
    const course = await academie.given.course({ themeIds: [theme.id], title: '=cmd|calc' });
    const organiser = await academie.given.holder('theme_lead', theme.id);
    const offering = await academie.given.offering({ courseId: course.id });
    const evil = await worker('=HYPERLINK("http://x")', []);
    await academie.given.enrolled(offering.id, [evil]);

    const list = await sheetOf(organiser, `/beheer/uitvoeringen/${offering.id}/deelnemers.xlsx`);
    const own = await sheetOf(coordinator, '/organisatie/export.xlsx');

    expect(list[0]![0]).toBe('Achternaam');
    expect(list[1]![1]).toBe(`'=HYPERLINK("http://x")`);
    expect(list[1]![9]).toEqual(new Date('2026-03-03T09:00:00Z'));
    const courses = own.map((row) => row[4]);
    expect(courses).toContain(`'=cmd|calc`);
    const csv = await ask('/organisatie/export.csv');
    expect(csv.startsWith('\uFEFF')).toBe(true);
    expect(csv).toContain('10-03-2026 09:30');
    expect(csv).toContain(`'=cmd|calc`);
    const exports = await academie.database.rows(
      `SELECT 1 FROM platform.journal WHERE action = 'enrolment.exported' AND actor_id = ANY ($1)`,
      [[organiser.id, coordinator.id]],
    );
    expect(exports).toHaveLength(3);
  });
});
