import type { Browser, Page } from 'playwright-core';

import { startAcademie } from '../support/academie';
import { launchChromium } from '../support/chromium';

const KEY = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const;

describe('a passkey, in a browser', () => {
  const academie = startAcademie({ config: { secondFactorRequired: true } });
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launchChromium();
    // A passkey is of a name, never of a number; the name that packages have here is then free for the academie.
    academie.config.contentUrl = academie.url;
    academie.url = academie.url.replace('127.0.0.1', 'localhost');
    academie.config.publicUrl = academie.url;
  });
  afterAll(() => browser?.close());

  /** A browser with a device that has made no passkeys yet. */
  const open = async (): Promise<{ page: Page; verify: (can: boolean) => Promise<void> }> => {
    const context = await browser!.newContext({ baseURL: academie.url, locale: 'nl' });
    const page = await context.newPage();
    const device = await context.newCDPSession(page);
    await device.send('WebAuthn.enable');
    const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
      options: KEY,
    });
    const verify = async (isUserVerified: boolean): Promise<void> => {
      await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    };
    return { page, verify };
  };

  it('is made by an administrator who has to, and signs in by itself from then on', async () => {
    if (!browser) return;
    const person = await academie.given.holder('administrator');
    const { page, verify } = await open();
    const [cookie] = academie.headersOf(person).cookie.split(';');
    const [name, value] = cookie!.split('=') as [string, string];
    await page.context().addCookies([{ name, value, url: academie.url }]);

    await page.goto('/beheer');
    await page.getByText('Stel eerst een tweede stap in').waitFor();
    await page.getByLabel('Naam van de passkey').fill('werklaptop');
    await page.getByRole('button', { name: 'Passkey toevoegen' }).click();
    await page.locator('.recovery-codes').waitFor();
    expect(await page.locator('.recovery-codes li').count()).toBe(10);
    await page.getByRole('link', { name: 'Ik heb ze bewaard, ga verder' }).click();
    await page.waitForURL('**/beheer');

    await page.context().clearCookies();
    // Until somebody asks for it: what the browser offers by itself it takes at once from this device.
    await verify(false);
    await page.goto('/inloggen?naar=/account/tweede-stap');
    await page.getByRole('button', { name: 'Inloggen met een passkey' }).click();
    await page.getByText('Dat lukte niet').waitFor();
    await verify(true);
    await page.getByRole('button', { name: 'Inloggen met een passkey' }).click();
    await page.getByText('werklaptop').first().waitFor();
  }, 120_000);
});
