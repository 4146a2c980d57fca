import type { Browser } from 'playwright-core';

import { startAcademie } from '../support/academie';
import { launchChromium } from '../support/chromium';
import { SignInProvider } from '../support/sign-in-provider';

describe('the account of an organisation, in a browser', () => {
  const academie = startAcademie();
  const service = new SignInProvider();
  let browser: Browser | undefined;
  beforeAll(async () => {
    academie.config.publicUrl = academie.url;
    await service.start(() => academie.url, 'gemeente-haven');
    browser = await launchChromium();
    academie.clock.set(new Date());
  });
  afterAll(() => Promise.all([browser?.close(), service.stop()]));

  it('is set up by an administrator, and signs somebody in and out', async () => {
    if (!browser) return;
    await academie.given.municipality('Haven');
    const administrator = await academie.given.holder('administrator');
    const office = await browser.newContext({ baseURL: academie.url, locale: 'nl' });
    const [cookie] = academie.headersOf(administrator).cookie.split(';');
    const [name, value] = cookie!.split('=') as [string, string];
    await office.addCookies([{ name, value, url: academie.url }]);
    const desk = await office.newPage();
    await desk.goto('/beheer/inlogdiensten/nieuw');
    await desk.getByLabel('Naam op de knop').fill('Gemeente Haven');
    await desk.getByLabel('Adres van de inlogdienst').fill(service.issuer);
    await desk.getByLabel('Client-ID').fill(service.client.id);
    await desk.getByLabel('Client-secret').fill(service.client.secret);
    await desk.getByText('Haven', { exact: true }).click();
    await desk.getByRole('button', { name: 'Bewaren' }).click();
    await desk.getByRole('button', { name: 'Verbinding testen' }).click();
    await desk.getByText('beschermt de code met PKCE').waitFor();
    expect(await desk.getByText('Niet in orde').count()).toBe(0);

    service.people.set('lot', {
      email: 'lot@haven.example',
      email_verified: true,
      given_name: 'Lot',
      family_name: 'Haven',
    });
    service.user = 'lot';
    const page = await (await browser.newContext({ baseURL: academie.url })).newPage();
    await page.goto('/inloggen?naar=/account');
    await page.getByRole('link', { name: 'Inloggen met Gemeente Haven' }).click();
    await page.waitForURL('**/account');
    await page.getByText('lot@haven.example').waitFor();

    // The policy of our pages lets no form lead elsewhere, and still one is signed out there.
    await page
      .locator('form[action="/uitloggen"]')
      .evaluate((form) => (form as unknown as { requestSubmit(): void }).requestSubmit());
    await page.waitForURL(`${service.issuer}/**`);
    await page.locator('button[value=yes]').click();
    await page.waitForURL(`${academie.url}/`);
    await page.getByText('U bent uitgelogd').waitFor();
  }, 60_000);
});
