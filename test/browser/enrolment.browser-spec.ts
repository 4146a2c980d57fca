import type { Browser, Page } from 'playwright-core';

import { startAcademie, TUESDAY } from '../support/academie';
import { launchChromium } from '../support/chromium';
import { sessionTokenOf } from '../support/given';
import { axeFaults } from './axe';

type Person = { id: string; name: string; email: string };

describe('taking part, in a browser', () => {
  const academie = startAcademie();
  let browser: Browser | undefined;
  let url: string;
  let haarlem: { id: string };
  let participant: Person;
  let kim: Person;
  let coordinator: Person;
  let organiser: Person;
  let offering: { id: string; courseId: string };
  let course: { id: string; slug: string; title: string };
  const problems: string[] = [];

  const open = async (who: Person, width = 1280): Promise<Page> => {
    const context = await browser!.newContext({
      baseURL: url,
      locale: 'nl',
      viewport: { width, height: 900 },
    });
    await context.addCookies([
      { name: 'sessie', value: sessionTokenOf(who.id), url, httpOnly: true },
    ]);
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`${page.url()}: ${message.text()}`);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(url) && !request.url().startsWith('data:'))
        problems.push(`asks ${request.url()}`);
    });
    return page;
  };
  /** Nothing for axe to say, nothing that sticks out, at this page. */
  const isFit = async (page: Page): Promise<void> => {
    expect([page.url(), await axeFaults(page, 'main')]).toEqual([page.url(), []]);
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      expect([page.url(), wide]).toEqual([page.url(), width]);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  };

  beforeAll(async () => {
    academie.clock.set(TUESDAY);
    browser = await launchChromium();
    url = academie.url;
    haarlem = await academie.given.municipality('Haarlemmerhout');
    const theme = await academie.given.theme();
    course = await academie.given.course({ title: 'Bibob in de praktijk', themeIds: [theme.id] });
    offering = await academie.given.offering({ courseId: course.id, capacity: 4 });
    await academie.database.rows(
      `UPDATE catalogue.course SET audiences = '{jurist}' WHERE slug = $1`,
      [course.slug],
    );
    participant = await academie.given.person({
      name: 'Sam',
      organisationId: haarlem.id,
      functions: ['jurist'],
    });
    kim = await academie.given.person({
      name: 'Kim',
      organisationId: haarlem.id,
      functions: ['jurist'],
    });
    coordinator = await academie.given.holder('coordinator', haarlem.id);
    organiser = await academie.given.holder('theme_lead', theme.id);
  });
  afterAll(() => browser?.close());

  it('lets a participant enrol, see what is next, choose which messages come, and cancel', async () => {
    if (!browser) return;
    const page = await open(participant);
    await page.goto(`/aanbod/${course.slug}`);
    await page.getByRole('button', { name: 'Inschrijven' }).first().click();
    await page.getByText('Gelukt. U bent ingeschreven.').waitFor();
    await page.goto('/mijn/berichten');
    await page.getByRole('link', { name: 'Kies welke berichten u krijgt' }).click();
    await isFit(page);
    await page.locator('label', { hasText: 'Herinneringen' }).click();
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await page.getByText('Uw keuze is opgeslagen.').waitFor();
    expect(await page.getByLabel('Herinneringen').isChecked()).toBe(false);
    await page.goto('/mijn');
    await page.getByRole('button', { name: /^Meer/ }).click();
    await page.getByRole('link', { name: /^Afmelden/ }).click();
    await page.getByRole('button', { name: 'Ja, afmelden' }).click();
    await page.getByText('U bent afgemeld').waitFor();
  });

  it('lets a coordinator see who should go, try a list, enrol it, and hand a seat on', async () => {
    if (!browser) return;
    const page = await open(coordinator);
    await page.goto('/organisatie');
    await page.getByRole('link', { name: 'Wie dit nog moet volgen' }).click();
    await page.getByRole('link', { name: course.title }).click();
    await page.locator('label', { hasText: 'de Tester, Sam' }).click();
    await page.getByLabel('Voor welke datum?').selectOption({ index: 1 });
    await isFit(page);
    await page.getByRole('button', { name: 'Controleren' }).click();
    await page.getByRole('button', { name: '1 persoon inschrijven' }).click();
    await page.getByText('De lijst is verwerkt.').waitFor();

    await page.goto(`/beheer/uitvoeringen/${offering.id}/lijst`);
    await page.getByLabel(/^Lijst/).fill('Noor Nieuw <noor@haarlemmerhout.example>\nfout');
    await page.getByRole('button', { name: 'Controleren' }).click();
    await page.getByText('Nieuw bij Haarlemmerhout: krijgt een uitnodiging per mail.').waitFor();
    await isFit(page);
    await page.getByRole('button', { name: '1 persoon inschrijven' }).click();
    await page.getByRole('link', { name: 'Verbeter de regels die niet lukken' }).click();
    expect(await page.getByLabel(/^Lijst/).inputValue()).toContain(';fout;;');

    await page.goto(`/organisatie/personen/${participant.id}`);
    await page.getByRole('link', { name: /^Vervangen/ }).click();
    await isFit(page);
    await page.getByLabel('Wie neemt de plek over?').selectOption(kim.id);
    await page.getByRole('button', { name: 'Plek overdragen' }).click();
    await page.getByText('neemt de plek van Sam de Tester over').waitFor();
  });

  it('lets an organiser hold seats, rewrite a reminder after a look at it, and see what was sent', async () => {
    if (!browser) return;
    const page = await open(organiser);
    await page.goto(`/beheer/uitvoeringen/${offering.id}/deelnemers`);
    await page.getByRole('link', { name: 'Plekken vasthouden' }).click();
    await page.getByLabel('Voor welke organisatie?').selectOption({ label: 'Haarlemmerhout' });
    await page.getByLabel('Aantal plekken').fill('1');
    await page.getByLabel('Vrijgeven op').fill('2026-03-08');
    await page.getByRole('button', { name: 'Vasthouden' }).click();
    await page.getByText('0 van 1 ingenomen').waitFor();
    await isFit(page);
    const link = await page.getByRole('link', { name: /^Link voor collega/ }).getAttribute('href');

    await academie.runWorkers();
    await page.getByRole('link', { name: 'Berichten', exact: true }).click();
    await page.getByText('Noor Nieuw').first().waitFor();
    await page.getByRole('link', { name: 'Herinnering' }).click();
    await page.getByLabel(/^Tekst/).fill('Neem {naam} mee naar {plaats}.');
    await page.getByRole('button', { name: 'Voorbeeld bekijken' }).click();
    await page.getByText('Neem Sam de Vries mee naar').first().waitFor();
    await isFit(page);
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await page.getByText('Het bericht is opgeslagen.').waitFor();

    const colleague = await open(participant);
    await colleague.goto(new URL(link!).pathname);
    await isFit(colleague);
    await colleague.getByRole('button', { name: 'Plek innemen' }).click();
    await colleague.getByText('Gelukt. U bent ingeschreven.').waitFor();
    expect(problems).toEqual([]);
  });
});
