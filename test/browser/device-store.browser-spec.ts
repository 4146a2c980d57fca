import type { Browser, Page } from 'playwright-core';

import { startAcademie } from '../support/academie';
import { launchChromium } from '../support/chromium';
import { sessionTokenOf } from '../support/given';
import { CuttableProxy } from './cuttable-proxy';

const PATIENCE = 20_000;
/** The store of the browser as some devices have it, put in its place before the page begins. */
const FULL = `const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function () {
  if (this.name === 'marks') throw new DOMException('no room', 'QuotaExceededError');
  return put.apply(this, arguments);
}`;
const SILENT = `const open = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (name) {
  return Object.assign(open.call(this, name), { addEventListener: () => undefined });
}`;
const ABSENT = `delete globalThis.indexedDB; Object.defineProperty(globalThis, 'indexedDB', { value: undefined })`;

describe('a register on a device that keeps nothing', () => {
  const academie = startAcademie();
  let browser: Browser | undefined;
  let line: CuttableProxy;

  beforeAll(async () => {
    browser = await launchChromium();
    line = await CuttableProxy.to(Number(new URL(academie.url).port));
    jest.spyOn(academie.clock, 'now').mockImplementation(() => new Date());
  });
  beforeEach(() => line.restore());
  afterAll(async () => {
    await browser?.close();
    await line.cut();
  });

  const register = async (before?: string) => {
    const trainer = await academie.given.holder('trainer');
    const offering = await academie.given.offering({
      trainerIds: [trainer.id],
      startsAt: new Date(Date.now() - 600_000),
    });
    await academie.given.enrolled(offering.id, await academie.given.people('Anne', 'Bram'));
    const session = offering.sessionIds[0]!;
    const context = await browser!.newContext({ baseURL: line.url, locale: 'nl' });
    await context.addCookies([
      { name: 'sessie', value: sessionTokenOf(trainer.id), url: line.url, httpOnly: true },
    ]);
    if (before) await context.addInitScript(before);
    const page = await context.newPage();
    await page.goto(`/lesgeven/sessies/${session}`);
    const marks = () =>
      academie.database.rows<{ value: string }>(
        'SELECT value FROM attendance.mark WHERE session_id = $1 ORDER BY id',
        [session],
      );
    return { page, marks };
  };
  const tap = (page: Page, name: string, answer: string) =>
    page.locator('.register-row', { hasText: name }).getByRole('radio', { name: answer }).click();
  const sign = (page: Page, name: string, text: string) =>
    page
      .locator('.register-row', { hasText: name })
      .locator('[data-kept]', { hasText: text })
      .waitFor({ timeout: PATIENCE });

  it.each([
    ['is full', FULL],
    ['never answers', SILENT],
    ['is not there', ABSENT],
  ])('says so when its store %s, sends at once, and keeps the button', async (_how, store) => {
    if (!browser) return;
    const { page, marks } = await register(store);

    await tap(page, 'Anne', 'Aanwezig');
    await sign(page, 'Anne', 'Centraal bewaard');

    expect(await marks()).toEqual([{ value: 'present' }]);
    expect(await page.getByRole('button', { name: 'Opslaan' }).isVisible()).toBe(true);
    // Looking for what others mark, every two seconds, does not take the warning away.
    await page.waitForTimeout(2500);
    expect(await page.locator('[data-trouble]').textContent()).toContain(
      'Dit toestel bewaart niets',
    );
    expect(await page.locator('[data-status]').textContent()).not.toContain('Bewaren');
    await page.context().close();
  });

  it('says what is nowhere yet while there is no line, and sends that as soon as there is', async () => {
    if (!browser) return;
    const { page, marks } = await register(FULL);
    await line.cut();

    await tap(page, 'Anne', 'Aanwezig');
    await sign(page, 'Anne', 'Nog nergens bewaard');
    expect(await page.locator('[data-status]').textContent()).toContain('1 melding is nog nergens');
    await line.restore();
    await page.getByRole('button', { name: 'Opslaan' }).click();

    await sign(page, 'Anne', 'Centraal bewaard');
    expect(await marks()).toEqual([{ value: 'present' }]);
    await page.context().close();
  });

  it('is asked to keep what it has, with the first mark', async () => {
    if (!browser) return;
    const { page } = await register(
      `StorageManager.prototype.persist = async () => (globalThis.asked = true)`,
    );

    await tap(page, 'Anne', 'Aanwezig');
    await sign(page, 'Anne', 'Centraal bewaard');

    expect(await page.evaluate('globalThis.asked')).toBe(true);
    await page.context().close();
  });
});
