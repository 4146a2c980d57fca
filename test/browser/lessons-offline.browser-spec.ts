import type { Browser, BrowserContext, Page } from 'playwright-core';

import { newId } from '@academie/platform';
import { SessionService } from '@academie/people';

import { givenContent, question, TEST, TEXT } from '../elearning/given-content';
import { startAcademie } from '../support/academie';
import { launchChromium } from '../support/chromium';
import { sessionTokenOf } from '../support/given';
import { CuttableProxy } from './cuttable-proxy';

const PATIENCE = 20_000;

describe('a lesson where there is no connection', () => {
  const academie = startAcademie();
  let browser: Browser | undefined;
  let line: CuttableProxy;

  beforeAll(async () => {
    browser = await launchChromium();
    line = await CuttableProxy.to(Number(new URL(academie.url).port));
    // The browser has a clock of its own, and this is about what was done first.
    jest.spyOn(academie.clock, 'now').mockImplementation(() => new Date());
  });
  beforeEach(() => line.restore());
  afterAll(async () => {
    await browser?.close();
    await line.cut();
  });

  const [q, t1, t2] = [newId(), newId(), newId()];
  const learner = async () => {
    const content = await givenContent(academie, [
      { title: 'Les een', blocks: [TEXT, question(q, 1)] },
      { title: 'Toets', blocks: [question(t1, 0), question(t2, 2)], test: TEST },
    ]);
    const person = await academie.given.person();
    const [id] = await academie.given.enrolled(content.offeringId, [person]);
    const context = await browser!.newContext({ baseURL: line.url, locale: 'nl' });
    await signIn(context, person);
    return { ...content, person, id: id!, context, page: await context.newPage() };
  };
  const signIn = async (context: BrowserContext, { id }: { id: string }) => {
    await academie.given.signedIn(id);
    academie.app.get(SessionService).forget();
    await context.addCookies([
      { name: 'sessie', value: sessionTokenOf(id), url: line.url, httpOnly: true },
    ]);
  };
  /** Addresses of the pages that this device keeps. */
  const kept = (page: Page): Promise<string[]> =>
    page.evaluate(`new Promise((resolve) => {
      const opening = indexedDB.open('academie-leren');
      opening.onsuccess = () => {
        const db = opening.result;
        if (!db.objectStoreNames.contains('pages')) { db.close(); return resolve([]); }
        const asked = db.transaction('pages').objectStore('pages').getAllKeys();
        asked.onsuccess = () => { db.close(); resolve(asked.result); };
      };
    })`);
  /** Opens a page and waits until this device can do without. */
  const open = async (page: Page, address: string) => {
    await page.goto(address);
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    const path = new URL(page.url()).pathname;
    await eventually(async () => expect(await kept(page)).toContain(path));
  };
  const eventually = async (holds: () => Promise<void>): Promise<void> => {
    const until = Date.now() + PATIENCE;
    for (;;) {
      try {
        return await holds();
      } catch (error) {
        if (Date.now() > until) throw error;
        await new Promise((done) => setTimeout(done, 100));
      }
    }
  };
  const answersOf = (id: string) =>
    academie.database.rows<{ score: number }>(
      'SELECT score FROM elearning.answer WHERE enrolment_id = $1 ORDER BY given_at',
      [id],
    );

  it('is read, and what was answered is sent once when there is a connection again', async () => {
    const { page, id, keys, context } = await learner();
    await open(page, `/leren/${id}/les/${keys[0]}`);
    await line.cut();
    await page.goto(`/leren/${id}/les/${keys[0]}`);
    await page.getByText('Er is geen verbinding.').first().waitFor({ timeout: PATIENCE });
    await page.locator('strong', { hasText: 'moet' }).waitFor({ timeout: PATIENCE });
    expect(await page.content()).not.toContain('uitleg-alleen-achteraf');
    await page.getByText('wit', { exact: true }).click();
    await page.getByRole('button', { name: 'Antwoord nakijken' }).click();
    await page.getByText('Bewaard op dit toestel.').waitFor({ timeout: PATIENCE });
    // The phone dies; what was answered outlives the page.
    await page.close();
    const again = await context.newPage();
    await again.goto(`/leren/${id}/les/${keys[0]}`);
    await again.getByText('1 antwoord staat op dit toestel').waitFor({ timeout: PATIENCE });
    expect(await answersOf(id)).toEqual([]);

    await line.restore();
    await again.goto(`/leren/${id}/les/${keys[0]}`);
    await eventually(async () => expect(await answersOf(id)).toEqual([{ score: 1000 }]));
    await again.goto(`/leren/${id}/les/${keys[0]}`);
    await again.getByText('uitleg-alleen-achteraf').first().waitFor({ timeout: PATIENCE });
    expect(await answersOf(id)).toHaveLength(1);
    await context.close();
  });

  it('holds a test that was begun: its choices outlive a killed tab, and it is handed in later', async () => {
    const { page, id, keys, context } = await learner();
    await page.goto(`/leren/${id}/les/${keys[1]}`);
    await page.getByRole('button', { name: 'Begin de toets' }).click();
    await page.getByRole('button', { name: 'Inleveren' }).waitFor({ timeout: PATIENCE });
    const address = new URL(page.url()).pathname;
    await open(page, address);
    await line.cut();
    await page.locator(`label[for="a-${t1}-0"]`).click();
    await new Promise((done) => setTimeout(done, 300));
    await page.close();

    const again = await context.newPage();
    await again.goto(address);
    await again.getByText('Er is geen verbinding.').first().waitFor({ timeout: PATIENCE });
    await eventually(async () =>
      expect(await again.locator(`[name="a.${t1}"][value="0"]`).isChecked()).toBe(true),
    );
    await again.locator(`label[for="a-${t2}-2"]`).click();
    await again.getByRole('button', { name: 'Inleveren' }).click();
    await again.getByText('Bewaard op dit toestel.').waitFor({ timeout: PATIENCE });
    await line.restore();
    await again.goto(address);
    await eventually(async () => {
      await again.goto(address);
      expect(await again.content()).toContain('100% goed, geslaagd');
    });
    await context.close();
  });

  it('is nobody else’s: another person on this device reads nothing and sends nothing', async () => {
    const { page, id, keys, context } = await learner();
    await open(page, `/leren/${id}/les/${keys[0]}`);
    await line.cut();
    await page.getByText('wit', { exact: true }).click();
    await page.getByRole('button', { name: 'Antwoord nakijken' }).click();
    await page.getByText('Bewaard op dit toestel.').waitFor({ timeout: PATIENCE });
    await line.restore();
    const other = await academie.given.person();
    await signIn(context, other);
    await page.goto('/mijn');
    await eventually(async () => expect(await kept(page)).toEqual([]));
    expect(await answersOf(id)).toEqual([]);
    await context.close();
  });
});
