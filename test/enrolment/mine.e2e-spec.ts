import { OfferService } from '@academie/enrolment';

import { startAcademie, TUESDAY } from '../support/academie';
import { faultsOf } from '../support/page-checks';

describe('the pages of taking part', () => {
  const academie = startAcademie();
  const slugOf = async (courseId: string): Promise<string> =>
    (await academie.database.first<{ slug: string }>(
      'SELECT slug FROM catalogue.course WHERE id = $1',
      [courseId],
    ))!.slug;
  // What the next page will say, which the browser carries there.
  const messageOf = ({ headers }: { headers: Record<string, unknown> }): string => {
    const [cookie] = headers['set-cookie'] as string[];
    return Buffer.from(cookie!.split(/[=;]/)[1]!, 'base64url').toString();
  };

  beforeEach(() => academie.clock.set(TUESDAY));

  it('enrol with one press, say so, and change nothing at the second press', async () => {
    const offering = await academie.given.offering();
    const sam = await academie.given.person();
    const press = () => academie.as(sam).post(`/uitvoeringen/${offering.id}/inschrijven`);

    const first = await press().expect(303);
    const second = await press().expect(303);

    expect(first.headers.location).toMatch(/^\/mijn\/inschrijvingen\//);
    expect(second.headers.location).toBe(first.headers.location);
    expect(messageOf(first)).toContain('Gelukt. U bent ingeschreven.');
    expect(messageOf(second)).toContain('Er is niets veranderd');
  });

  it('show the place on the waiting list, and what happens next', async () => {
    const offering = await academie.given.offering({ capacity: 1 });
    const [first, second, third] = await academie.given.people('Eva', 'Twan', 'Dirk');
    for (const person of [first!, second!, third!])
      await academie.as(person).post(`/uitvoeringen/${offering.id}/inschrijven`).expect(303);

    const mine = await academie.as(third!).get('/mijn').expect(200);

    expect(mine.text).toContain('Wachtlijst, plek 2');
    expect(mine.text).toContain('Een plek kan vrijkomen tot');
    expect(mine.text).toContain('Van de wachtlijst af');
    const [own] = /\/mijn\/inschrijvingen\/[^"]+/.exec(mine.text) ?? [];
    const one = await academie.as(third!).get(own!).expect(200);
    expect(one.text).toContain('Dan wordt u vanzelf ingeschreven');
  });

  it('put the way there, the calendar and giving up into one menu, and what to do now beside it', async () => {
    const { given } = academie;
    const sam = await given.person();
    const offering = await given.offering();
    await given.enrolled(offering.id, [sam]);
    await academie.database.rows(
      `UPDATE catalogue.offering SET check_in = '{ticket}' WHERE id = $1`,
      [offering.id],
    );

    const { text } = await academie.as(sam).get('/mijn').expect(200);
    const [row = ''] = /<article class="date-row.*?<\/article>/s.exec(text) ?? [];
    const [menu = ''] = /<div class="more-menu".*?<\/div>/s.exec(row) ?? [];

    for (const way of ['ics', 'Outlook', 'Google', 'Afmelden']) expect(menu).toContain(way);
    expect(menu).not.toContain('Toegangskaart');
    expect(row).toContain('Toegangskaart');
  });

  it('let whoever a seat is held for take it in time, and only then', async () => {
    const [gone, left, sam, kim, lou] = await academie.given.people('A', 'B', 'Sam', 'Kim', 'Lou');
    const offering = await academie.given.offering({ capacity: 2, offerHours: 24 });
    const ids: string[] = [];
    for (const person of [gone!, left!, sam!, kim!, lou!]) {
      const { headers } = await academie
        .as(person)
        .post(`/uitvoeringen/${offering.id}/inschrijven`)
        .expect(303);
      ids.push(headers.location!.split('/').at(-1)!);
    }
    await academie.as(gone!).post(`/inschrijvingen/${ids[0]}/afmelden`).expect(303);
    await academie.as(left!).post(`/inschrijvingen/${ids[1]}/afmelden`).expect(303);
    const accept = (person: { id: string }, id: string) =>
      academie.as(person).post(`/api/v1/enrolments/${id}/acceptance`);
    const mine = await academie.as(sam!).get('/mijn').expect(200);
    expect(mine.text).toMatch(/<button[^>]*type="submit"[^>]*>(<[^>]*>)*Plek aannemen/);
    expect(mine.text).toContain('Neem de plek aan voor 4 maart 2026, 09.00\u00a0uur.');
    expect(mine.text).not.toContain('Nog niets gepland');

    await accept(kim!, ids[2]!).expect(404);
    await academie.as(sam!).post(`/mijn/inschrijvingen/${ids[2]}/aannemen`).expect(303);
    academie.clock.set('2026-03-04T09:00:00+01:00');
    await accept(kim!, ids[3]!).expect(409);
    await accept(lou!, ids[4]!).expect(409);
    await academie.app.get(OfferService).lapseExpired();

    const states = await academie.database.rows<{ state: string }>(
      'SELECT state FROM enrolment.enrolment WHERE id = ANY ($1) ORDER BY array_position($1, id)',
      [ids.slice(2)],
    );
    expect(states.map(({ state }) => state)).toEqual(['enrolled', 'cancelled', 'offered']);
  });

  it('bring whoever is too late back to the course, with the reason', async () => {
    const offering = await academie.given.offering({ enrolClosesAt: TUESDAY });
    const sam = await academie.given.person();

    const sent = await academie
      .as(sam)
      .post(`/uitvoeringen/${offering.id}/inschrijven`)
      .expect(303);

    expect(sent.headers.location).toBe(`/aanbod/${await slugOf(offering.courseId)}`);
    expect(messageOf(sent)).toContain('De inschrijving is gesloten.');
  });

  it('tell on the page of the course that the reader is in already', async () => {
    const offering = await academie.given.offering();
    const sam = await academie.given.person();
    await academie.as(sam).post(`/uitvoeringen/${offering.id}/inschrijven`).expect(303);
    const page = `/aanbod/${await slugOf(offering.courseId)}`;

    expect((await academie.as(sam).get(page).expect(200)).text).toContain('U bent ingeschreven');
    expect((await academie.stranger.get(page).expect(200)).text).not.toContain(
      'U bent ingeschreven',
    );
  });

  it('ask before a place is given up, and give it up at the answer', async () => {
    const offering = await academie.given.offering();
    const sam = await academie.given.person();
    const { headers } = await academie
      .as(sam)
      .post(`/uitvoeringen/${offering.id}/inschrijven`)
      .expect(303);
    const page = headers.location!.replace('/mijn', '') + '/afmelden';

    const asked = await academie.as(sam).get(page).expect(200);
    const tooLong = await academie
      .as(sam)
      .post(page)
      .type('form')
      .send({ reason: 'x'.repeat(501) })
      .expect(422);
    const done = await academie.as(sam).post(page).type('form').send({ reason: '' }).expect(303);

    expect(asked.text).toContain('De plek gaat naar wie het langst wacht');
    expect(tooLong.text).toContain('id="reason-error"');
    expect(done.headers.location).toBe('/mijn');
    expect((await academie.as(sam).get('/mijn').expect(200)).text).toContain('Nog niets gepland');
    expect((await academie.as(sam).get('/mijn/geweest').expect(200)).text).toContain('Afgemeld');
  });

  it('give an address for the calendar that works until it is replaced or taken back', async () => {
    const offering = await academie.given.offering();
    const sam = await academie.given.person();
    await academie.as(sam).post(`/uitvoeringen/${offering.id}/inschrijven`).expect(303);
    const make = async (): Promise<string> => {
      const { text } = await academie.as(sam).post('/mijn/agenda').expect(200);
      return /\/api\/v1\/me\/calendar\.ics\?token[^<]+/
        .exec(text)![0]
        .replaceAll('&#x3D;', '=')
        .replaceAll('&amp;', '&');
    };
    const first = await make();
    const feed = await academie.stranger.get(first).expect(200);
    const second = await make();

    expect(feed.text.match(/BEGIN:VEVENT/g)).toHaveLength(1);
    expect(feed.headers['content-type']).toContain('text/calendar');
    await academie.stranger.get(first).expect(404);
    await academie.stranger.get(second).expect(200);
    await academie.as(sam).post('/mijn/agenda/intrekken').expect(303);
    await academie.stranger.get(second).expect(404);
    await academie.stranger.get('/api/v1/me/calendar.ics').expect(422);
  });

  it('let a coordinator enrol a colleague, and say what went wrong beside the field', async () => {
    const organisation = await academie.given.municipality();
    const sam = await academie.given.person({ organisationId: organisation.id });
    const coordinator = await academie.given.holder('coordinator', organisation.id);
    const offering = await academie.given.offering();
    const page = `/organisatie/personen/${sam.id}`;
    const enrol = (body: object) =>
      academie.as(coordinator).post(`${page}/inschrijven`).type('form').send(body);

    const nothing = await enrol({}).expect(422);
    await enrol({ offeringId: offering.id }).expect(303).expect('location', page);

    expect(nothing.text).toContain('id="offeringId-error"');
    const { text } = await academie.as(coordinator).get(page).expect(200);
    expect(text).toContain('Ingeschreven');
    expect(text).toMatch(/\/inschrijvingen\/[0-9a-f-]{36}\/afmelden/);
  });

  it('turn the pages of an organisation without losing or repeating anybody', async () => {
    const organisation = await academie.given.municipality();
    const coordinator = await academie.given.holder('coordinator', organisation.id);
    const names = Array.from({ length: 30 }, (_, n) => `Collega${String(n).padStart(2, '0')}`);
    for (const name of names)
      await academie.given.person({ name, organisationId: organisation.id });
    const seen: string[] = [];

    let page: string | undefined = '/organisatie?q=collega';
    while (page) {
      const { text }: { text: string } = await academie.as(coordinator).get(page).expect(200);
      seen.push(...[...text.matchAll(/de Tester, (Collega\d\d)/g)].map(([, name]) => name!));
      page = /href="([^"]*na&#x3D;[^"]*)"/
        .exec(text)?.[1]
        ?.replaceAll('&amp;', '&')
        .replaceAll('&#x3D;', '=');
    }

    expect(seen).toEqual(names);
  });

  it('write an export as Excel reads it, without formulas, and keep who took it', async () => {
    const organisation = await academie.given.municipality();
    const coordinator = await academie.given.holder('coordinator', organisation.id);
    const sam = await academie.given.person({
      name: '=HYPERLINK("x")',
      organisationId: organisation.id,
    });
    const offering = await academie.given.offering();
    await academie.as(sam).post(`/uitvoeringen/${offering.id}/inschrijven`).expect(303);

    const { text } = await academie.as(coordinator).get('/organisatie/export.csv').expect(200);
    const line = await academie.database.first<{ data: object }>(
      `SELECT data FROM platform.journal WHERE action = 'enrolment.exported' AND actor_id = $1`,
      [coordinator.id],
    );

    expect(text.startsWith('\uFEFFAchternaam;Voornaam;')).toBe(true);
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
    expect(line!.data).toEqual({ organisationIds: [organisation.id], count: 1 });
  });

  it('let an organiser enrol somebody by mail address, and say when nobody has it', async () => {
    const admin = await academie.given.holder('administrator');
    const offering = await academie.given.offering();
    const sam = await academie.given.person();
    const page = `/beheer/uitvoeringen/${offering.id}/deelnemers`;
    const enrol = (email: string) => academie.as(admin).post(page).type('form').send({ email });

    const unknown = await enrol('niemand@test.example').expect(422);
    await enrol(sam.email.toUpperCase()).expect(303).expect('location', page);

    expect(unknown.text).toContain('Niemand in de academie heeft dit e-mailadres.');
    const { text } = await academie.as(admin).get(page).expect(200);
    expect(text).toContain(sam.name.split(' ')[0]);
    expect(text).toContain(`/lesgeven/sessies/${offering.sessionIds[0]}/presentielijst`);
  });

  it('show outside the demo no mail that opens an account, not even to the administrator', async () => {
    const admin = await academie.given.holder('administrator');
    const found = await academie.database.first<{ id: string }>(
      `INSERT INTO platform.outgoing_mail
         (dedupe_key, template, recipient, recipient_person_id, subject, body_text, body_html, created_at)
       VALUES ('invitation', 'people/invitation', $1, $2, 'Welkom', 'geheim', 'geheim', $3) RETURNING id`,
      [admin.email, admin.id, TUESDAY],
    );

    expect((await academie.as(admin).get('/beheer/postvak').expect(200)).text).toContain('Welkom');
    for (const path of ['', '/html', '/afspraak.ics'])
      await academie.as(admin).get(`/beheer/postvak/${found!.id}${path}`).expect(404);
  });

  it('cost few statements, however much somebody has ahead', async () => {
    const sam = await academie.given.person();
    for (let n = 0; n < 8; n += 1) {
      const offering = await academie.given.offering();
      await academie.as(sam).post(`/uitvoeringen/${offering.id}/inschrijven`).expect(303);
    }
    await academie.as(sam).get('/mijn').expect(200);

    const statements = await academie.queriesOf(() => academie.as(sam).get('/mijn').expect(200));

    // One of them is for the courses that still have no date.
    expect(statements).toBeLessThanOrEqual(5);
  });

  it('tells the first meetings of a long series, and of each where it is', async () => {
    const person = await academie.given.person();
    const offering = await academie.given.offering({
      sessions: 12,
      startsAt: new Date('2026-06-09T09:30+02:00'),
    });
    await academie.given.enrolled(offering.id, [person]);
    academie.clock.set(TUESDAY);

    const { text } = await academie.as(person).get('/mijn').expect(200);

    expect(text).toContain('<summary>Toon nog 9 bijeenkomsten</summary>');
    expect(text.match(/Plaats volgt/g)).toHaveLength(12);
  });

  it('puts today on top, and what comes later by month, with the ways to get there', async () => {
    const { given, database, clock } = academie;
    const person = await given.person();
    const town = await given.municipality('Haarlem');
    const courses = await Promise.all(
      ['Komt in april', 'Is vandaag', 'Komt in maart'].map((title) => given.course({ title })),
    );
    clock.set('2026-03-01T09:00+01:00');
    const starts = ['2026-04-14T09:30+02:00', '2026-03-10T14:30+01:00', '2026-03-24T09:30+01:00'];
    const offerings = await Promise.all(
      courses.map(({ id }, i) => given.offering({ courseId: id, startsAt: new Date(starts[i]!) })),
    );
    await database.rows(
      `WITH place AS (INSERT INTO catalogue.location (name, address, municipality_id)
                      VALUES ('Stadhuis', 'Grote Markt 2', $1) RETURNING id)
       UPDATE catalogue.session SET location_id = place.id FROM place WHERE session.id = $2`,
      [town.id, offerings[1]!.sessionIds[0]],
    );
    for (const { id } of offerings) await given.enrolled(id, [person]);
    clock.set('2026-03-10T08:00+01:00');

    const { text } = await academie.as(person).get('/mijn').expect(200);
    const at = (what: string) => text.indexOf(what);

    const order = ['>Vandaag<', 'Is vandaag', '>maart 2026<', 'Komt in maart', '>april 2026<'];
    expect(order.map(at)).toEqual(order.map(at).sort((a, b) => a - b));
    expect(at('>Vandaag<')).toBeGreaterThan(0);
    expect(at('Komt in april')).toBeGreaterThan(at('>april 2026<'));
    expect(text.match(/date-row--today/g)).toHaveLength(1);
    expect(text).toContain('14.30–16.30\u00a0uur');
    expect(text).toContain(' · Stadhuis, Grote Markt 2');
    expect(text).toContain('openstreetmap.org/search?query&#x3D;Stadhuis%2C+Grote+Markt+2');
    expect(text).toContain(`/api/v1/offerings/${offerings[1]!.id}/calendar.ics`);
    expect(text).toContain('outlook.office.com');
    expect(await faultsOf(text)).toEqual([]);
  });

  it('let somebody who just enrolled put it into a calendar, and tell no calendar of a secret', async () => {
    const { given } = academie;
    const sam = await given.person();
    const open = await given.offering();
    const secret = await given.offering({ confidential: true });
    const ids = [
      ...(await given.enrolled(open.id, [sam])),
      ...(await given.enrolled(secret.id, [sam])),
    ];
    const [first, second] = await Promise.all(
      ids.map(
        async (id) => (await academie.as(sam).get(`/mijn/inschrijvingen/${id}`).expect(200)).text,
      ),
    );

    expect(first).toContain('calendar.google.com');
    expect(second).not.toMatch(/calendar\.google|outlook\.office|openstreetmap/);
  });

  it('tells of which courses somebody wants a date, and takes that back', async () => {
    const person = await academie.given.person();
    const course = await academie.given.course({ title: 'Zonder datum' });
    const visitor = academie.as(person);
    await visitor.post(`/aanbod/${course.slug}/interesse`).expect(303);

    const { text } = await visitor.get('/mijn').expect(200);
    expect(text).toContain('Bericht bij een datum');
    expect(text).toContain('Zonder datum');
    expect(text).toContain('Gevraagd op');

    await visitor
      .post(`/aanbod/${course.slug}/interesse/intrekken`)
      .type('form')
      .send({ terug: 'mijn' })
      .expect(303)
      .expect('location', '/mijn');
    expect((await visitor.get('/mijn')).text).not.toContain('Zonder datum');
  });

  it('say of what was given up that it was planned, where it would be later', async () => {
    const person = await academie.given.person();
    const later = await academie.given.offering({ startsAt: new Date('2026-06-09T09:30+02:00') });
    const [id] = await academie.given.enrolled(later.id, [person]);
    const visitor = academie.as(person);
    await visitor.post(`/inschrijvingen/${id}/afmelden`).type('form').send({}).expect(303);

    expect((await visitor.get('/mijn/geweest')).text).toContain(
      'Stond gepland: dinsdag 9 juni 2026, 09.30–11.30\u00a0uur',
    );
  });

  it('stand first in the menu of who is signed in', async () => {
    const { text } = await academie
      .as(await academie.given.person())
      .get('/')
      .expect(200);

    expect(text.indexOf('href="/mijn"')).toBeGreaterThan(0);
    expect(text.indexOf('>Mijn academie<')).toBeLessThan(text.indexOf('>Aanbod<'));
  });
});
