import type { Browser, Page } from 'playwright-core';

import { startAcademie, TUESDAY } from '../support/academie';
import { launchChromium } from '../support/chromium';
import { sessionTokenOf } from '../support/given';
import { axeFaults } from './axe';

describe('a list that still asks something, in a browser', () => {
  const academie = startAcademie();
  let browser: Browser | undefined;

  beforeAll(async () => {
    academie.clock.set(TUESDAY);
    browser = await launchChromium();
  }, 120_000);
  afterAll(() => browser?.close());

  it('is filled in on the page, without JavaScript, on a phone and on a desktop', async () => {
    if (!browser) return;
    const { id: themeId } = await academie.given.theme();
    await academie.given.municipality('Haarlemmerhout');
    await academie.given.municipality('Velserbroek');
    const lead = await academie.given.holder('theme_lead', themeId);
    const course = await academie.given.course({ themeIds: [themeId] });
    const { id } = await academie.given.offering({ courseId: course.id });
    const { url } = academie;
    const window = await browser.newContext({
      baseURL: url,
      locale: 'nl',
      javaScriptEnabled: false,
    });
    await window.addCookies([
      { name: 'sessie', value: sessionTokenOf(lead.id), url, httpOnly: true },
    ]);
    const page: Page = await window.newPage();
    await page.goto(`/beheer/uitvoeringen/${id}/lijst`);
    await page.fill(
      'textarea[name=list]',
      'Noor Nieuw <noor@thuis.example>\nKees Kan <kees@elders.example>\nNiemand Onbekend\nzonder@haarlemmerhout.example',
    );
    await page.getByRole('button', { name: 'Controleren' }).click();
    await page.waitForURL(/lijst\/[\w-]{36}/);
    await page.getByLabel('Organisatie bij regel 1').selectOption({ label: 'Haarlemmerhout' });
    await page.getByLabel('E-mailadres bij regel 3').fill('niemand@velserbroek.example');
    await page.getByRole('button', { name: 'Opnieuw controleren' }).click();
    await page.getByText('Nieuw bij Haarlemmerhout').waitFor();
    const withScripts = await browser.newContext({ baseURL: url, locale: 'nl' });
    await withScripts.addCookies([
      { name: 'sessie', value: sessionTokenOf(lead.id), url, httpOnly: true },
    ]);
    const again = await withScripts.newPage();
    await again.goto(page.url());
    expect(await axeFaults(again, 'main')).toEqual([]);
    await again.setViewportSize({ width: 320, height: 900 });
    expect(await again.evaluate('document.documentElement.scrollWidth')).toBe(320);
  }, 120_000);
});
