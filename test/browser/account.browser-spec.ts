import type { Browser } from 'playwright-core';

import { startAcademie } from '../support/academie';
import { mailTo } from '../support/account';
import { launchChromium } from '../support/chromium';

const PASSWORD = 'tractor bloemkool regenjas';

describe('getting in, in a browser', () => {
  const academie = startAcademie();
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  const open = async (javaScriptEnabled: boolean) => {
    const context = await browser!.newContext({
      baseURL: academie.url,
      locale: 'nl',
      javaScriptEnabled,
    });
    return context.newPage();
  };

  it('is possible again for who forgot the password, who sees what is typed when asked', async () => {
    if (!browser) return;
    const person = await academie.given.person();
    const page = await open(true);
    await page.goto('/inloggen');
    await page.getByRole('link', { name: 'Ik ben mijn wachtwoord vergeten' }).click();
    await page.getByLabel('E-mailadres').fill(person.email);
    await page.keyboard.press('Enter');
    await page.getByText('Dan krijgt u binnen een paar minuten een mail').waitFor();
    await page.goto((await mailTo(academie, person.email))!.path);
    const field = page.getByLabel('Nieuw wachtwoord', { exact: true });
    await field.fill(PASSWORD);
    const show = page.getByRole('button', { name: 'Toon wat u typt' });
    await show.click();
    expect(await field.getAttribute('type')).toBe('text');
    expect(await show.getAttribute('aria-pressed')).toBe('true');
    await show.click();
    expect(await field.getAttribute('type')).toBe('password');
    await page.getByRole('button', { name: 'Wachtwoord opslaan' }).click();

    await page.getByLabel('E-mailadres').fill(person.email);
    await page.getByLabel('Wachtwoord', { exact: true }).fill(PASSWORD);
    await page.getByText('Dit apparaat blijft ingelogd').click();
    await page.getByRole('button', { name: 'Inloggen', exact: true }).click();

    await page.getByRole('button', { name: person.name }).waitFor();
    const cookies = await page.context().cookies();
    const session = cookies.find(({ name }) => name === 'sessie')!;
    expect(session.expires - Date.now() / 1000).toBeGreaterThan(29 * 86_400);
  }, 60_000);

  it('needs no JavaScript for who makes an account', async () => {
    if (!browser) return;
    const { id, name } = await academie.given.municipality();
    const row = await academie.database.first<{ domain: string }>(
      'SELECT mail_domain::text AS domain FROM people.organisation WHERE id = $1',
      [id],
    );
    const email = `lot@${row!.domain}`;
    const page = await open(false);
    await page.goto('/inloggen');
    await page.getByRole('link', { name: 'Ik heb nog geen account' }).click();
    await page.getByLabel('Zakelijk e-mailadres').fill(email);
    await page.getByRole('button', { name: 'Stuur de mail' }).click();
    await page.goto((await mailTo(academie, email))!.path);
    await page.getByLabel('Voornaam').fill('Lot');
    await page.getByLabel('Achternaam, met tussenvoegsel').fill('Vos');
    await page.getByLabel('Nieuw wachtwoord', { exact: true }).fill(PASSWORD);
    expect(await page.getByRole('button', { name: 'Toon wat u typt' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Account maken' }).click();

    await page.goto('/account');
    expect(await page.getByRole('main').textContent()).toContain(name);
  }, 60_000);
});
