import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import type { Browser, BrowserContext, Page } from 'playwright-core';

import { AttendanceService } from '@academie/attendance';
import { SessionService } from '@academie/people';

import { startAcademie } from '../support/academie';
import { launchChromium, launchChromiumIn } from '../support/chromium';
import { sessionTokenOf } from '../support/given';
import { CuttableProxy } from './cuttable-proxy';
import { eventually } from './eventually';

const PATIENCE = 20_000;

describe('a register where there is no connection', () => {
  const academie = startAcademie();
  let browser: Browser | undefined;
  let line: CuttableProxy;

  beforeAll(async () => {
    browser = await launchChromium();
    line = await CuttableProxy.to(Number(new URL(academie.url).port));
    // The browser has a clock of its own, and this is about what was seen first.
    jest.spyOn(academie.clock, 'now').mockImplementation(() => new Date());
  });
  beforeEach(() => line.restore());
  afterAll(async () => {
    await browser?.close();
    await line.cut();
  });

  type Who = { id: string };
  const lesson = async (names: string[], trainers = 1) => {
    const givers = await Promise.all(
      Array.from({ length: trainers }, () => academie.given.holder('trainer')),
    );
    const offering = await academie.given.offering({
      trainerIds: givers.map(({ id }) => id),
      startsAt: new Date(Date.now() - 600_000),
    });
    const people = await academie.given.people(...names);
    const enrolments = await academie.given.enrolled(offering.id, people);
    return { trainer: givers[0]!, other: givers[1]!, enrolments, session: offering.sessionIds[0]! };
  };
  const signIn = async (context: BrowserContext, who: Who) => {
    await academie.given.signedIn(who.id);
    academie.app.get(SessionService).forget();
    await context.addCookies([
      { name: 'sessie', value: sessionTokenOf(who.id), url: line.url, httpOnly: true },
    ]);
  };
  const device = async (who: Who): Promise<Page> => {
    const context = await browser!.newContext({ baseURL: line.url, locale: 'nl' });
    await signIn(context, who);
    return context.newPage();
  };
  const address = (session: string) => `/lesgeven/sessies/${session}`;
  /** Opens the register and waits until the page says that it can do without. */
  const open = async (page: Page, session: string) => {
    await page.goto(address(session));
    await page.locator('[data-ready]').waitFor({ timeout: PATIENCE });
  };
  const row = (page: Page, name: string) => page.locator('.register-row', { hasText: name });
  const tap = (page: Page, name: string, answer: string) =>
    row(page, name).getByRole('radio', { name: answer }).click();
  const sign = (page: Page, name: string, text: string) =>
    row(page, name).locator('[data-kept]', { hasText: text }).waitFor({ timeout: PATIENCE });
  const marks = (session: string) =>
    academie.database.rows<{ value: string; enrolmentId: string; at: Date }>(
      `SELECT value, enrolment_id AS "enrolmentId", occurred_at AS at FROM attendance.mark
        WHERE session_id = $1 ORDER BY id`,
      [session],
    );
  const holds = async (who: Who, session: string) => {
    const { body } = await academie.as(who).get(`/api/v1/sessions/${session}/register`).expect(200);
    return body.participants.map(({ value }: { value: string }) => value) as string[];
  };
  const namesKept = (page: Page) =>
    page.evaluate<number>(
      `new Promise((done) => {
         const asked = indexedDB.open('academie');
         asked.onsuccess = () => {
           const count = asked.result.transaction('registers').objectStore('registers').count();
           count.onsuccess = () => {
             asked.result.close();
             done(count.result);
           };
         };
       })`,
    );

  it('opens, takes marks, and sends them by itself when the connection is back', async () => {
    if (!browser) return;
    const { trainer, session } = await lesson(['Anne', 'Bram']);
    const page = await device(trainer);
    await open(page, session);

    await line.cut();
    await page.reload();
    await row(page, 'Anne').waitFor();
    await tap(page, 'Anne', 'Aanwezig');
    await sign(page, 'Anne', 'Op dit toestel bewaard');
    expect(await page.locator('[data-status]').textContent()).toContain(
      '1 melding is op dit toestel',
    );
    expect(await marks(session)).toEqual([]);

    await line.restore();
    await sign(page, 'Anne', 'Centraal bewaard');
    expect(await holds(trainer, session)).toEqual(['present', 'unknown']);
    await page.context().close();
  });

  it('keeps what came too early by a wrong clock, and sends it when the session begins', async () => {
    if (!browser) return;
    const { trainer, session } = await lesson(['Anne', 'Bram']);
    const page = await device(trainer);
    await open(page, session);
    await line.cut();
    await page.reload();
    await row(page, 'Anne').waitFor();
    // The session is moved to later while the phone, without a line, still takes it to be under way.
    await academie.database.rows(
      `UPDATE catalogue.session SET starts_at = $2::timestamptz, ends_at = $2::timestamptz + interval '3 hours'
        WHERE id = $1`,
      [session, new Date(Date.now() + 12_000)],
    );
    await tap(page, 'Anne', 'Aanwezig');
    await sign(page, 'Anne', 'Op dit toestel bewaard');

    await line.restore();
    await sign(page, 'Anne', 'tot de sessie begint');
    expect(await marks(session)).toEqual([]);
    expect(await page.getByText('Niet alles van dit toestel').isVisible()).toBe(false);
    await sign(page, 'Anne', 'Centraal bewaard');
    expect(await holds(trainer, session)).toEqual(['present', 'unknown']);
    await page.context().close();
  });

  it('outlives the browser that is killed without a connection', async () => {
    if (!browser) return;
    const { trainer, session } = await lesson(['Anne', 'Bram']);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'academie-phone-'));
    let phone = (await launchChromiumIn(folder, { baseURL: line.url }))!;
    await signIn(phone, trainer);
    let page = await phone.newPage();
    await open(page, session);
    await line.cut();
    await tap(page, 'Bram', 'Afwezig');
    await sign(page, 'Bram', 'Op dit toestel bewaard');

    const gone = new Promise((done) => phone.once('close', done));
    const control = await phone.newCDPSession(page);
    await Promise.race([control.send('Browser.crash').catch(() => undefined), gone]);
    await gone;
    phone = (await launchChromiumIn(folder, { baseURL: line.url }))!;
    page = await phone.newPage();
    await page.goto(address(session));

    await sign(page, 'Bram', 'Op dit toestel bewaard');
    await line.restore();
    await signIn(phone, trainer);
    await page.goto(address(session));
    await sign(page, 'Bram', 'Centraal bewaard');
    expect(await marks(session)).toHaveLength(1);
    await phone.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('opens the material of the session, and says where it is', async () => {
    if (!browser) return;
    const trainer = await academie.given.holder('trainer');
    const lead = await academie.given.holder('administrator');
    const course = await academie.given.course({ title: 'Wet Bibob' });
    const offering = await academie.given.offering({
      courseId: course.id,
      trainerIds: [trainer.id],
      startsAt: new Date(Date.now() - 600_000),
    });
    const session = offering.sessionIds[0]!;
    await academie.given.enrolled(offering.id, await academie.given.people('Anne'));
    const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
    const add = (fields: Record<string, string>) =>
      Object.entries({ kind: 'slides', place: 'course', readers: 'enrolled', ...fields }).reduce(
        (request, [name, value]) => request.field(name, value),
        academie.as(lead).post(`/beheer/aanbod/${course.id}/materiaal`).field('moment', 'always'),
      );
    await add({ title: 'Dia’s' }).attach('file', pdf, 'dias.pdf').expect(303);
    await add({ title: 'Handreiking', url: 'https://voorbeeld.nl/bibob' }).expect(303);
    const page = await device(trainer);
    await open(page, session);
    await page
      .locator('[data-ready-material]', { hasText: 'staat ook op dit toestel' })
      .waitFor({ timeout: PATIENCE });

    const [place] = await academie.database.rows<{ id: string }>(
      `INSERT INTO catalogue.location (name, municipality_id) VALUES ('Raadhuis', $1) RETURNING id`,
      [(await academie.given.municipality()).id],
    );
    await academie.database.rows('UPDATE catalogue.session SET location_id = $2 WHERE id = $1', [
      session,
      place!.id,
    ]);
    const moved = page.locator('[data-moved]', { hasText: 'De plaats is veranderd: Raadhuis' });
    expect(await moved.isVisible()).toBe(false);
    await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
    await moved.waitFor({ timeout: PATIENCE });

    await line.cut();
    await page.goto(address(session));
    expect(await page.locator('[data-facts]').innerText()).toContain('Raadhuis');
    await page.getByRole('link', { name: 'Materiaal' }).click();
    await page.getByRole('heading', { name: 'Materiaal' }).waitFor();
    expect(await page.locator('main').innerText()).toContain('https://voorbeeld.nl/bibob');
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Dia’s' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('dias.pdf');
    expect(fs.readFileSync(await saved.path()).equals(pdf)).toBe(true);

    await line.restore();
    const other = await academie.given.holder('trainer');
    await signIn(page.context(), other);
    await page.goto('/lesgeven');
    await eventually(
      async () =>
        expect(await page.evaluate<boolean>(`caches.has('academie-lesgeven')`)).toBe(false),
      PATIENCE,
    );
    await page.context().close();
  });

  it('lets somebody in by name, who is on the list once when the connection is back', async () => {
    if (!browser) return;
    const { trainer, session } = await lesson(['Anne']);
    const { id, name } = await academie.given.municipality();
    const page = await device(trainer);
    await open(page, session);
    const gijs = () =>
      academie.database.rows<{ organisation: string }>(
        `SELECT organisation_id AS organisation FROM enrolment.enrolment e
           JOIN people.person p ON p.id = e.person_id JOIN catalogue.session s ON s.offering_id = e.offering_id
          WHERE s.id = $1 AND p.family_name = 'de Gast'`,
        [session],
      );
    const waits = page.getByText('Gijs de Gast, ');
    const letIn = async (family: string) => {
      await page.getByRole('link', { name: 'Iemand toevoegen' }).click();
      await page.getByLabel('Voornaam').fill('Gijs');
      await page.getByLabel('Achternaam').fill(family);
      await page.getByLabel(/^Organisatie/).selectOption({ label: name });
      await page.getByRole('button', { name: 'Toevoegen' }).click();
    };

    await line.cut();
    await letIn('de Gast');
    await waits.waitFor();
    await letIn('de Gást');
    await page.getByText('Er staat al iemand met deze naam op de lijst').waitFor();
    await page.goto(address(session));
    await waits.waitFor();
    await letIn('Vergissing');
    await page.getByRole('button', { name: 'Weghalen: Gijs Vergissing' }).click();
    await page.getByText('1 melding is op dit toestel bewaard').waitFor();

    await line.restore();
    await sign(page, 'Gijs de Gast', 'Centraal bewaard');
    await waits.waitFor({ state: 'detached' });
    expect(await gijs()).toEqual([{ organisation: id }]);
    expect(await holds(trainer, session)).toEqual(['present', 'unknown']);
    await page.context().close();
  });

  it('asks about somebody of a name that another trainer let in meanwhile', async () => {
    if (!browser) return;
    const { trainer, other, session } = await lesson(['Anne'], 2);
    const page = await device(trainer);
    await open(page, session);
    await line.cut();
    await page.goto(`${address(session)}/inloop`);
    await page.getByLabel('Voornaam').fill('Gijs');
    await page.getByLabel('Achternaam').fill('de Gast');
    await page.getByRole('button', { name: 'Toevoegen' }).click();
    await page.getByText('Gijs de Gast: aanwezig').waitFor();
    await academie
      .as(other)
      .post(`/api/v1/sessions/${session}/walk-ins`)
      .send({ guest: { givenName: 'Gijs', familyName: 'de Gast' } })
      .expect(201);

    await line.restore();
    await page.getByText('Is dit iemand anders?').waitFor({ timeout: PATIENCE });
    expect(await holds(trainer, session)).toHaveLength(2);
    await page.getByRole('button', { name: 'Ja, toch toevoegen: Gijs de Gast' }).click();

    await eventually(async () => expect(await holds(trainer, session)).toHaveLength(3), PATIENCE);
    await page.context().close();
  });

  it('counts nothing twice when the answer is lost and everything is sent again', async () => {
    if (!browser) return;
    const { trainer, session } = await lesson(['Anne']);
    const page = await device(trainer);
    await open(page, session);

    line.loseAnswers();
    await tap(page, 'Anne', 'Aanwezig');
    await eventually(async () => expect(await marks(session)).toHaveLength(1), PATIENCE);
    await sign(page, 'Anne', 'Op dit toestel bewaard');
    await line.restore();

    await sign(page, 'Anne', 'Centraal bewaard');
    expect(await marks(session)).toHaveLength(1);
    await page.context().close();
  });

  it('lets the one who looked last be right, whichever of two devices is heard first', async () => {
    if (!browser) return;
    const { trainer, other, session } = await lesson(['Anne'], 2);
    const [cellar, hall] = [await device(trainer), await device(other)];
    await open(cellar, session);
    await open(hall, session);

    await cellar.context().setOffline(true);
    await tap(cellar, 'Anne', 'Afwezig');
    await sign(cellar, 'Anne', 'Op dit toestel bewaard');
    await tap(hall, 'Anne', 'Aanwezig');
    await sign(hall, 'Anne', 'Centraal bewaard');
    await cellar.context().setOffline(false);
    await sign(cellar, 'Anne', 'Centraal bewaard');

    expect(await marks(session)).toHaveLength(2);
    expect(await holds(trainer, session)).toEqual(['present']);
    const shown = row(cellar, 'Anne').getByRole('radio', { name: 'Aanwezig' });
    await eventually(async () => expect(await shown.isChecked()).toBe(true), PATIENCE);
    await cellar.context().close();
    await hall.context().close();
  });

  it('keeps marks of a session that ran out for the same person, and for nobody else', async () => {
    if (!browser) return;
    const { trainer, session } = await lesson(['Anne', 'Bram']);
    const page = await device(trainer);
    await open(page, session);
    await academie.database.rows('DELETE FROM people.web_session WHERE person_id = $1', [
      trainer.id,
    ]);
    academie.app.get(SessionService).forget();
    await tap(page, 'Anne', 'Aanwezig');
    await page.getByText('U bent uitgelogd. 1 melding is op dit toestel bewaard.').waitFor();

    await page.goto('/inloggen');
    await page.getByText('Op dit apparaat wachten nog meldingen van een presentielijst.').waitFor();
    const somebody = await academie.given.holder('trainer');
    await signIn(page.context(), somebody);
    await page.goto('/lesgeven');
    await eventually(async () => expect(await namesKept(page)).toBe(0), PATIENCE);
    expect(await page.content()).not.toContain('Anne');
    expect(await marks(session)).toEqual([]);
    await line.cut();
    await page.goto(address(session));
    await page.getByText('Op dit toestel staat geen presentielijst.').waitFor();
    await line.restore();

    await signIn(page.context(), trainer);
    await page.goto('/');
    await eventually(async () => expect(await marks(session)).toHaveLength(1), PATIENCE);
    expect(await holds(trainer, session)).toEqual(['present', 'unknown']);
    await page.context().close();
  });

  it('says what was left when somebody else closed it, and sends that when it is opened again', async () => {
    if (!browser) return;
    const { trainer, other, session } = await lesson(['Anne', 'Bram'], 2);
    const page = await device(trainer);
    await open(page, session);
    await line.cut();
    await tap(page, 'Anne', 'Aanwezig');
    await sign(page, 'Anne', 'Op dit toestel bewaard');
    await academie
      .as(other)
      .post(`/api/v1/sessions/${session}/register-closure`)
      .send({ early: true })
      .expect(200);

    await line.restore();
    await page.getByText('Niet alles van dit toestel is verwerkt').waitFor({ timeout: PATIENCE });
    await page.getByText('De presentielijst is afgesloten').first().waitFor();
    expect(await page.locator('[data-left-list]').textContent()).toContain(
      'Anne de Tester: aanwezig',
    );
    await eventually(async () => expect(await namesKept(page)).toBe(0), PATIENCE);

    await academie
      .as(other)
      .post(`/api/v1/sessions/${session}/register-reopening`)
      .send({ reason: 'Melding van een ander toestel' })
      .expect(200);
    await page.goto(address(session));
    await eventually(
      async () => expect(await holds(trainer, session)).toEqual(['present', 'unknown']),
      PATIENCE,
    );
    await page.context().close();
  });

  it('leaves no names behind when somebody signs out, and loses no mark', async () => {
    if (!browser) return;
    const { trainer, session } = await lesson(['Anne']);
    const page = await device(trainer);
    await open(page, session);
    const record = jest
      .spyOn(academie.app.get(AttendanceService), 'record')
      .mockRejectedValue(new Error('timeout of the database'));
    await tap(page, 'Anne', 'Aanwezig');
    await sign(page, 'Anne', 'Op dit toestel bewaard');

    await page.getByRole('button', { name: /Account van/ }).click();
    await page.getByRole('button', { name: 'Uitloggen' }).click();
    await page.getByText('1 melding staat nog op dit toestel').waitFor({ timeout: PATIENCE });
    expect(await namesKept(page)).toBe(0);
    record.mockRestore();

    await signIn(page.context(), trainer);
    await page.goto('/mijn');
    await eventually(async () => expect(await marks(session)).toHaveLength(1), PATIENCE);
    await page.context().close();
  });
});
