import type { Browser, Page } from 'playwright-core';

import type { PlanTarget } from '@academie/targets';

import { startAcademie, TUESDAY } from '../support/academie';
import { launchChromium } from '../support/chromium';
import { sessionTokenOf } from '../support/given';
import { GivenLedger } from '../targets/given-ledger';

type Person = { id: string; name: string };

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const AFTER_THE_LESSON = '2026-03-10T11:40:00+01:00';
const PEOPLE: PlanTarget['rule'] = {
  type: 'distinct_persons',
  courseTags: ['ondermijning'],
  moment: 'attended',
};

describe.each([
  { how: 'with JavaScript', script: true },
  { how: 'without JavaScript', script: false },
])('from finding a course to the target that it counts for, $how', ({ script }) => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  let browser: Browser | undefined;
  let url: string;
  let professional: Person;
  let trainer: Person;
  let lead: Person;

  beforeAll(async () => {
    academie.clock.set(TUESDAY);
    browser = await launchChromium();
    url = academie.url;
    const { given } = academie;
    const theme = await given.theme('Ondermijning');
    const municipality = await given.municipality('Haarlemmerhout');
    professional = await given.person({ name: 'Yasmina', organisationId: municipality.id });
    trainer = await given.holder('trainer');
    lead = await given.holder('theme_lead', theme.id);
    const target = { code: 'T01', rule: PEOPLE, unit: 'persons', norm: 2 } as const;
    await ledger.plan([theme.slug], [target]);
    const course = await given.course({
      title: 'Ondermijning herkennen',
      themeIds: [theme.id],
      tags: ['ondermijning'],
    });
    await given.course({ title: 'Vergaderen zonder agenda' });
    const offering = await given.offering({ courseId: course.id, trainerIds: [trainer.id] });
    await given.enrolled(offering.id, await given.people('Bram'));
    await academie.runWorkers();
  });
  afterAll(() => browser?.close());

  /** Somebody's screen, whose clock says what that of the academie says. */
  const screenOf = async (who: Person, viewport = DESK): Promise<Page> => {
    const context = await browser!.newContext({
      baseURL: url,
      locale: 'nl',
      viewport,
      hasTouch: viewport === PHONE,
      javaScriptEnabled: script,
    });
    await context.clock.setFixedTime(academie.clock.now());
    const value = sessionTokenOf(who.id);
    await context.addCookies([{ name: 'sessie', value, url, httpOnly: true }]);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    return page;
  };
  const standsAt = async (text: string): Promise<void> => {
    const page = await screenOf(lead);
    await page.goto('/doelen');
    await page.locator('.target', { hasText: 'T01' }).getByText(text).waitFor();
    await page.context().close();
  };

  /** A professional searches, and enrols in what was found. */
  const enrol = async (): Promise<void> => {
    const page = await screenOf(professional);
    await page.goto('/');
    await page.getByLabel('Zoek in het aanbod').fill('ondermijning');
    await page.getByRole('button', { name: 'Zoek', exact: true }).click();
    await page.getByText('Vergaderen zonder agenda').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Ondermijning herkennen' }).click();
    await page.getByRole('button', { name: 'Inschrijven' }).first().click();
    await page.getByText('Gelukt. U bent ingeschreven.').waitFor();
    await page.context().close();
  };

  /** The trainer says on a phone who was there, and closes the register. */
  const record = async (): Promise<void> => {
    const page = await screenOf(trainer, PHONE);
    await page.goto('/lesgeven');
    await page.getByRole('link', { name: 'Presentielijst openen' }).tap();
    const answer = (name: string, label: string) =>
      page.locator('.register-row', { hasText: name }).getByRole('radio', { name: label });
    await answer('Yasmina', 'Aanwezig').tap();
    await answer('Bram', 'Afwezig').tap();
    if (script) await page.getByText('Alles is centraal bewaard').waitFor();
    else await page.getByRole('button', { name: 'Opslaan' }).tap();
    await page.getByText('Centraal bewaard', { exact: true }).nth(1).waitFor();
    await page.getByRole('link', { name: 'Presentielijst afsluiten' }).tap();
    await page.getByRole('button', { name: 'Ja, afsluiten' }).tap();
    await page.getByText('Klopt er iets niet?').waitFor();
    await page.context().close();
  };

  /** The theme lead opens what the target stands on. */
  const openEvidence = async (): Promise<void> => {
    const page = await screenOf(lead);
    await page.goto('/doelen');
    await page.getByRole('link', { name: 'Doel T01', exact: true }).first().click();
    await page.locator('summary', { hasText: /^Bewijs$/ }).click();
    const evidence = page.getByRole('table', { name: 'Bewijs' }).getByRole('row');
    await evidence.filter({ hasText: 'Ondermijning herkennen' }).waitFor();
    expect(await evidence.count()).toBe(2); // with the row of the headings
    await page.locator('a[href*="/bewijs/"]').click();
    await page.getByRole('heading', { name: 'Het bewijs' }).waitFor();
    expect(await page.locator('main').textContent()).toContain('Ondermijning herkennen');
    expect(await page.content()).not.toContain('Yasmina');
    await page.context().close();
  };

  it('is one line, from search to evidence', async () => {
    if (!browser) return;
    await standsAt('0 van 2');
    await enrol();
    academie.clock.set(AFTER_THE_LESSON);
    await record();
    await academie.runWorkers();
    await standsAt('1 van 2');
    await openEvidence();
  });
});
