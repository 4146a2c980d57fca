import type { Browser, Page } from 'playwright-core';

import { startAcademie, TUESDAY } from '../support/academie';
import { launchChromium } from '../support/chromium';
import { axeFaults } from './axe';

/** The search of the front page with the keys alone, as the pattern of a combobox asks (WAI-ARIA APG). */
describe('searching with the keyboard, in a browser', () => {
  const academie = startAcademie();
  let browser: Browser | undefined;
  let slug: string;

  const open = async (javaScriptEnabled = true): Promise<Page> => {
    const window = await browser!.newContext({
      baseURL: academie.url,
      locale: 'nl',
      javaScriptEnabled,
    });
    const page = await window.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto('/');
    return page;
  };

  beforeAll(async () => {
    academie.clock.set(TUESDAY);
    browser = await launchChromium();
    ({ slug } = await academie.given.course({ title: 'Bibob in de horeca' }));
    await academie.given.course({ title: 'Bibob bij vastgoed' });
  });
  afterAll(() => browser?.close());

  it('shows what may be meant, lets the arrows choose, and closes at Escape', async () => {
    if (!browser) return;
    const page = await open();
    const field = page.getByRole('combobox', { name: 'Zoek in het aanbod' });
    await field.focus();
    await page.keyboard.type('bibob');
    const options = page.getByRole('option');
    await options.nth(1).waitFor();

    expect(await field.getAttribute('aria-expanded')).toBe('true');
    expect(await axeFaults(page, 'main')).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    expect(await options.last().getAttribute('aria-selected')).toBe('true');
    expect(await field.getAttribute('aria-activedescendant')).toBe(
      await options.last().getAttribute('id'),
    );
    await page.keyboard.press('Escape');
    expect([await options.count(), await field.inputValue()]).toEqual([0, 'bibob']);
    await page.context().close();
  });

  it('opens what was chosen, and searches when nothing was', async () => {
    if (!browser) return;
    const page = await open();
    const field = page.getByRole('combobox', { name: 'Zoek in het aanbod' });
    await field.pressSequentially('horeca');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/aanbod/${slug}`);

    await page.goto('/');
    await field.fill('vastgoed');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/aanbod?q=vastgoed');
    await page.context().close();
  });

  it('is a form without JavaScript', async () => {
    if (!browser) return;
    const page = await open(false);
    await page.getByRole('searchbox', { name: 'Zoek in het aanbod' }).fill('vastgoed');
    await page.getByRole('button', { name: 'Zoek', exact: true }).click();
    await page.getByRole('link', { name: 'Bibob bij vastgoed' }).waitFor();
    await page.context().close();
  });
});
