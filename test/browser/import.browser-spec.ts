import type { Browser, Page } from 'playwright-core';

import { Jobs } from '@academie/platform';

import { startAcademie } from '../support/academie';
import { launchChromium } from '../support/chromium';
import { sessionTokenOf } from '../support/given';
import { axeFaults } from './axe';
import { type GivenLists, givenLists, listLine, listOf } from '../acts/given-import';

/** More than one request can read. */
const MANY = 2600;

describe('a long list, in a browser', () => {
  const academie = startAcademie();
  let browser: Browser | undefined;
  let url: string;
  let given: GivenLists;

  const open = async (javaScriptEnabled = true): Promise<Page> => {
    const context = await browser!.newContext({ baseURL: url, locale: 'nl', javaScriptEnabled });
    const value = sessionTokenOf(given.lead.id);
    await context.addCookies([{ name: 'sessie', value, url, httpOnly: true }]);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    return page;
  };
  const send = async (page: Page, prefix: string): Promise<void> => {
    await page.goto('/registraties/importeren');
    await page.selectOption('select[name=kind]', 'participants');
    await page.selectOption('select[name=course]', given.course.slug);
    const lines = Array.from({ length: MANY }, (_, nth) =>
      listLine(`${prefix}${nth}`, nth === 3 ? { done: 'gisteren' } : {}),
    );
    await page.setInputFiles('input[name=file]', {
      name: 'lijst.csv',
      mimeType: 'text/csv',
      buffer: listOf(lines),
    });
    await page.getByRole('button', { name: 'Controleren' }).click();
    await page.waitForURL(/\/registraties\/importen\//);
  };
  const works = (): Promise<void> => academie.app.get(Jobs).run('acts.imports');
  /** Nothing for axe to say, nothing that sticks out. */
  const mustBeFit = async (page: Page): Promise<void> => {
    expect([page.url(), await axeFaults(page, 'main')]).toEqual([page.url(), []]);
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 900 });
      expect([width, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([
        width,
        width,
      ]);
    }
  };

  beforeAll(async () => {
    given = await givenLists(academie);
    browser = await launchChromium();
    url = academie.url;
  }, 120_000);
  afterAll(() => browser?.close());

  it('shows by itself how far it is, and what became of it', async () => {
    if (!browser) return;
    const page = await open();
    await send(page, 'a');
    await page.getByText('0 van 2.600 regels').last().waitFor();
    await mustBeFit(page);
    await works();
    await page.getByRole('button', { name: '2.599 deelnemers inlezen' }).waitFor();
    await mustBeFit(page);

    await page.getByRole('button', { name: '2.599 deelnemers inlezen' }).click();
    await page.getByText('De regels worden ingelezen').waitFor();
    await works();

    await page.getByRole('link', { name: /^Afgewezen/ }).click();
    await page.getByText('Deze datum bestaat niet').waitFor();
    await mustBeFit(page);
    expect(await page.locator('progress').count()).toBe(0);
  }, 120_000);

  it('has a link for whoever has no JavaScript', async () => {
    if (!browser) return;
    const page = await open(false);
    await send(page, 'b');
    expect(await page.locator('progress').getAttribute('value')).toBe('0');
    await works();
    await page.getByRole('link', { name: 'Voortgang verversen' }).click();

    await page.getByRole('button', { name: '2.599 deelnemers inlezen' }).waitFor();
  }, 120_000);
});
