import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

import { startAcademie } from '../support/academie';
import { launchChromium } from '../support/chromium';
import { sessionTokenOf } from '../support/given';
import { filmOf } from './camera';

describe('a trainer with a phone', () => {
  const academie = startAcademie();
  let browser: Browser | undefined;
  let url: string;

  beforeAll(async () => {
    browser = await launchChromium();
    url = academie.url;
    jest.spyOn(academie.clock, 'now').mockImplementation(() => new Date());
  });
  afterAll(() => browser?.close());

  type Who = { id: string };
  const lesson = async (people: number) => {
    const trainers = [
      await academie.given.holder('trainer'),
      await academie.given.holder('trainer'),
    ];
    const offering = await academie.given.offering({
      trainerIds: trainers.map(({ id }) => id),
      startsAt: new Date(Date.now() - 1_200_000),
      capacity: 200,
    });
    const names = Array.from({ length: people }, (_, index) => `Deelnemer ${index + 1} `);
    const enrolments = await academie.given.enrolled(
      offering.id,
      await academie.given.people(...names),
    );
    return { trainers, offering, enrolments, session: offering.sessionIds[0]! };
  };
  const phone = async (
    who: Who,
    from = browser!,
    options: BrowserContextOptions = {},
  ): Promise<Page> => {
    const context = await from.newContext({
      baseURL: url,
      locale: 'nl',
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      ...options,
    });
    const value = sessionTokenOf(who.id);
    await context.addCookies([{ name: 'sessie', value, url, httpOnly: true }]);
    return context.newPage();
  };
  const row = (page: Page, name: string) => page.locator('.register-row', { hasText: name });
  const answer = (page: Page, name: string, label: string) =>
    row(page, name).getByRole('radio', { name: label });
  const values = async (session: string, value: string) => {
    const found = await academie.database.rows<{ minutes: number | null }>(
      `SELECT DISTINCT ON (m.enrolment_id) m.minutes, m.value FROM attendance.mark m
        WHERE m.session_id = $1 ORDER BY m.enrolment_id, m.id DESC`,
      [session],
    );
    return found.filter((one) => (one as unknown as { value: string }).value === value);
  };

  it('opens the register from the own list in one tap, and sees a colleague mark within two seconds', async () => {
    if (!browser) return;
    const { trainers, session } = await lesson(3);
    const [one, two] = [await phone(trainers[0]!), await phone(trainers[1]!)];
    await one.goto('/lesgeven');
    await one.getByRole('link', { name: 'Presentielijst openen' }).first().tap();
    await one.waitForURL(`**/lesgeven/sessies/${session}`);
    await two.goto(`/lesgeven/sessies/${session}`);
    await two.locator('[data-ready]').waitFor();

    await answer(one, 'Deelnemer 2', 'Aanwezig').tap();
    await row(one, 'Deelnemer 2').getByText('Centraal bewaard').waitFor();
    const saved = Date.now();
    await two.locator('.register-row', { hasText: 'Deelnemer 2' }).locator(':checked').waitFor();

    // Every two seconds it looks; the rest is this machine, which has more to do.
    expect(Date.now() - saved).toBeLessThan(4000);
    await one.context().close();
    await two.context().close();
  });

  it('marks everybody in one tap, undoes it, and says how long a late one was there', async () => {
    if (!browser) return;
    const { trainers, session } = await lesson(120);
    const page = await phone(trainers[0]!);
    await page.goto(`/lesgeven/sessies/${session}`);
    await page.locator('[data-mark-all]:enabled').waitFor();
    expect(await page.locator('.register-row').count()).toBe(120);

    await answer(page, 'Deelnemer 100 ', 'Deels').tap();
    await row(page, 'Deelnemer 100 ')
      .getByRole('button', { name: /Komt nu binnen/ })
      .tap();
    await page.getByRole('button', { name: 'Rest is aanwezig' }).tap();
    const question = page.getByRole('dialog');
    await question.getByText('119 mensen hebben nog geen melding').waitFor();
    expect(await values(session, 'present')).toHaveLength(0);
    await question.getByRole('button', { name: 'Rest is aanwezig' }).tap();
    await page.getByText('Alles is centraal bewaard').waitFor();
    expect(await values(session, 'present')).toHaveLength(119);
    const [late] = await values(session, 'partial');
    expect(late!.minutes).toBeGreaterThan(90);
    expect(late!.minutes).toBeLessThanOrEqual(101);

    await page.getByRole('button', { name: '119 ongedaan maken' }).tap();
    await page.locator('[data-count=UNKNOWN]', { hasText: '119' }).waitFor();
    await page.getByText('Alles is centraal bewaard').waitFor();
    expect(await values(session, 'unknown')).toHaveLength(119);
    await page.context().close();
  });

  it('takes back several steps, the last first', async () => {
    if (!browser) return;
    const { trainers, session } = await lesson(3);
    const page = await phone(trainers[0]!);
    await page.goto(`/lesgeven/sessies/${session}`);
    const undo = (name: string) =>
      page.getByRole('button', { name: `Ongedaan maken: Deelnemer ${name}` }).tap();

    await answer(page, 'Deelnemer 1 ', 'Aanwezig').tap();
    await answer(page, 'Deelnemer 2 ', 'Afwezig').tap();
    await answer(page, 'Deelnemer 2 ', 'Aanwezig').tap();
    await page.getByText('Alles is centraal bewaard').waitFor();
    await undo('2 ');
    await row(page, 'Deelnemer 2 ').locator('[value=ABSENT]:checked').waitFor();
    await undo('2 ');
    await undo('1 ');

    await page.locator('[data-count=UNKNOWN]', { hasText: '3' }).waitFor();
    await page.getByText('Alles is centraal bewaard').waitFor();
    expect(await values(session, 'unknown')).toHaveLength(2);
    expect(await page.getByRole('button', { name: /Ongedaan maken/ }).count()).toBe(0);
    await page.context().close();
  });

  it('clears a mark with another tap on it, but not with the second half of a double tap', async () => {
    if (!browser) return;
    const { trainers, session } = await lesson(2);
    const page = await phone(trainers[0]!);
    await page.goto(`/lesgeven/sessies/${session}`);

    for (const cleared of [1, 2]) {
      await answer(page, 'Deelnemer 1 ', 'Aanwezig').tap();
      await answer(page, 'Deelnemer 1 ', 'Aanwezig').tap();
      await page.getByText('Alles is centraal bewaard').waitFor();
      expect(await values(session, 'present')).toHaveLength(1);

      await page.waitForTimeout(800);
      await answer(page, 'Deelnemer 1 ', 'Aanwezig').tap();
      await page.locator('[data-count=UNKNOWN]', { hasText: '2' }).waitFor();
      await page.getByText('Alles is centraal bewaard').waitFor();
      const marks = await academie.database.rows(
        `SELECT 1 FROM attendance.mark WHERE session_id = $1 AND value = 'unknown'`,
        [session],
      );
      expect(marks).toHaveLength(cleared);
      await page.waitForTimeout(800);
    }
    await page.context().close();
  });

  const boxOf = async (target: Locator) => (await target.boundingBox())!;

  it.each([
    ['a phone shows the first person', { width: 390, height: 844 }, 1],
    ['a desktop shows ten people', { width: 1280, height: 900 }, 10],
  ])('%s without scrolling', async (_what, size, most) => {
    if (!browser) return;
    const { trainers, offering, session } = await lesson(12);
    await academie.database.rows(
      `UPDATE catalogue.offering SET check_in = '{self,ticket}' WHERE id = $1`,
      [offering.id],
    );
    const page = await phone(trainers[0]!);
    await page.setViewportSize(size);
    await page.goto(`/lesgeven/sessies/${session}`);

    const row = await boxOf(page.locator('.register-row').nth(most - 1));
    const bar = await boxOf(page.locator('.register-bar'));
    expect(row.y + row.height).toBeLessThanOrEqual(bar.y);
    await page.context().close();
  });

  it('is on a phone one bar of 56 px, the people, and one bar of 64, with JavaScript and without', async () => {
    if (!browser) return;
    const { trainers, offering, session } = await lesson(12);
    await academie.database.rows(
      `UPDATE catalogue.offering SET check_in = '{self,ticket}' WHERE id = $1`,
      [offering.id],
    );
    for (const [begins, first, script] of [
      [-1_200_000, 80, true],
      [-1_200_000, 80, false],
      [7_200_000, 105, true],
    ] as const) {
      await academie.database.rows(
        `UPDATE catalogue.session SET starts_at = $2::timestamptz, ends_at = $2::timestamptz + interval '3 hours'
          WHERE offering_id = $1`,
        [offering.id, new Date(Date.now() + begins)],
      );
      const page = await phone(trainers[0]!, browser, { javaScriptEnabled: script });
      await page.goto(`/lesgeven/sessies/${session}`);

      expect(await boxOf(page.locator('.register-head'))).toMatchObject({ y: 0, height: 56 });
      expect((await boxOf(page.locator('.register-row').first())).y).toBeLessThan(first);
      await page.getByRole('link', { name: 'Iemand zoeken' }).click();
      await page.getByRole('searchbox').fill('deelnemer 12');
      await page.getByRole('button', { name: 'Meer van deze sessie' }).click();
      await page.getByRole('link', { name: 'Code op het scherm' }).waitFor();
      await page.getByRole('button', { name: 'Meer van deze sessie' }).click();
      await page.getByRole('searchbox').press('Enter');
      await page.getByText('Deelnemer 11').waitFor({ state: 'hidden' });
      await page.getByText('Deelnemer 12').waitFor();
      if (script) {
        await answer(page, 'Deelnemer 12 ', 'Afgemeld').tap();
        await page.getByRole('button', { name: 'Ongedaan maken' }).waitFor();
        await page.getByText('Alles is centraal bewaard').waitFor();
        expect((await boxOf(page.locator('.register-bar'))).height).toBeLessThanOrEqual(64);
      }
      await page.context().close();
    }
  });

  it('moves nobody under the thumb when it says that a mark is kept', async () => {
    if (!browser) return;
    const { trainers, session } = await lesson(3);
    const page = await phone(trainers[0]!);
    await page.goto(`/lesgeven/sessies/${session}`);
    const third = page.locator('.register-row').nth(2);
    const before = await boxOf(third);

    await answer(page, 'Deelnemer 1 ', 'Aanwezig').tap();
    await row(page, 'Deelnemer 1 ').getByText('Centraal bewaard').waitFor();
    await page.context().setOffline(true);
    await answer(page, 'Deelnemer 2 ', 'Aanwezig').tap();
    await row(page, 'Deelnemer 2 ').getByText('Op dit toestel bewaard').waitFor();

    expect(await boxOf(third)).toEqual(before);
    await page.context().close();
  });

  it('counts the minutes of a late one by the clock of the academie', async () => {
    if (!browser) return;
    const { trainers, session } = await lesson(1);
    const page = await phone(trainers[0]!);
    await page.addInitScript('const now = Date.now; Date.now = () => now() + 5 * 3600e3');
    await page.goto(`/lesgeven/sessies/${session}`);

    await answer(page, 'Deelnemer 1 ', 'Deels').tap();
    await row(page, 'Deelnemer 1 ')
      .getByRole('button', { name: /Komt nu binnen \((99|100|101) min\)/ })
      .waitFor();
    await page.context().close();
  });

  it('takes who is there from the hour on, by the clock of the academie, without a reload', async () => {
    if (!browser) return;
    const { trainers, offering, session } = await lesson(4);
    const begins = (inMs: number) =>
      academie.database.rows(
        `UPDATE catalogue.session SET starts_at = $2::timestamptz, ends_at = $2::timestamptz + interval '3 hours'
          WHERE offering_id = $1`,
        [offering.id, new Date(Date.now() + inMs)],
      );
    // A phone that is a day and an hour ahead thinks it has begun, and one behind that it never will.
    for (const [ahead, first, second] of [
      [25 * 3_600_000, 'Deelnemer 1 ', 'Deelnemer 2 '],
      [-25 * 3_600_000, 'Deelnemer 3 ', 'Deelnemer 4 '],
    ] as const) {
      await begins(3_600_000);
      const page = await phone(trainers[0]!);
      await page.addInitScript(`const now = Date.now; Date.now = () => now() + ${ahead}`);
      await page.goto(`/lesgeven/sessies/${session}`);
      await page.getByText(/Melden kan vanaf/).waitFor();
      const present = answer(page, first, 'Aanwezig');
      expect(await present.isDisabled()).toBe(true);
      expect(await page.getByRole('button', { name: 'Rest is aanwezig' }).isDisabled()).toBe(true);
      await answer(page, second, 'Afgemeld').tap();
      await row(page, second).getByText('Centraal bewaard').waitFor();

      await begins(500);
      await page.getByText(/Melden kan vanaf/).waitFor({ state: 'hidden' });
      await present.tap();
      await row(page, first).getByText('Centraal bewaard').waitFor();
      await page.context().close();
    }
    expect(await values(session, 'present')).toHaveLength(2);
  });

  it('finds people by typing, and has targets for a thumb', async () => {
    if (!browser) return;
    const { trainers, session } = await lesson(12);
    const page = await phone(trainers[0]!);
    await page.goto(`/lesgeven/sessies/${session}`);

    await page.getByRole('link', { name: 'Iemand zoeken' }).tap();
    await page.getByLabel('Zoek op naam of organisatie').fill('deelnemer 12');

    expect(await page.locator('.register-row:visible').count()).toBe(1);
    const small = await page.locator('.register button, .register label.mark').evaluateAll(
      (targets) =>
        targets.filter((target) => {
          const { width, height } = (
            target as unknown as { getBoundingClientRect(): { width: number; height: number } }
          ).getBoundingClientRect();
          return width > 0 && (width < 44 || height < 44);
        }).length,
    );
    expect(small).toBe(0);
    await page.context().close();
  });

  it('scans tickets with the camera', async () => {
    if (!browser) return;
    const { trainers, offering, enrolments, session } = await lesson(2);
    await academie.database.rows(
      `UPDATE catalogue.offering SET check_in = '{ticket}' WHERE id = $1`,
      [offering.id],
    );
    const { personId } = (await academie.database.first<{ personId: string }>(
      'SELECT person_id AS "personId" FROM enrolment.enrolment WHERE id = $1',
      [enrolments[1]],
    ))!;
    const ticket = await academie
      .as({ id: personId })
      .get(`/api/v1/enrolments/${enrolments[1]!}/ticket`)
      .expect(200);
    const film = path.join(os.tmpdir(), `academie-ticket-${process.pid}.y4m`);
    const seeing = await launchChromium(filmOf(ticket.body.code as string, film));
    const page = await phone(trainers[0]!, seeing);
    await page.context().grantPermissions(['camera']);

    await page.goto(`/lesgeven/sessies/${session}/scannen`);
    await page.getByRole('button', { name: 'Camera aanzetten' }).tap();

    // The lesson began twenty minutes ago.
    await page.getByText(/is ingecheckt, 2\d minuten te laat\./).waitFor();
    expect(await values(session, 'partial')).toHaveLength(1);
    await seeing!.close();
    fs.rmSync(film, { force: true });
  });
});
