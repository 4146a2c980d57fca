import type { Locator, Page } from 'playwright-core';

import type { DemoRole } from '../support/academie';

/** Somebody's hand: what it pressed and filled in, counted. */
export class Hand {
  clicks = 0;
  fields = 0;

  constructor(readonly page: Page) {
    page.setDefaultTimeout(20_000);
  }

  async press(what: Locator): Promise<void> {
    await what.first().click();
    this.clicks += 1;
  }
  link = (name: string | RegExp): Promise<void> =>
    this.press(this.page.getByRole('link', { name }));
  button = (name: string | RegExp): Promise<void> =>
    this.press(this.page.getByRole('button', { name }));

  /** Fills in one field, chooses in one list, ticks one box. */
  async fill(label: string | RegExp, text: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).first().fill(text);
    this.fields += 1;
  }
  async choose(label: string | RegExp, option: string | { index: number }): Promise<void> {
    await this.page.getByLabel(label).first().selectOption(option);
    this.fields += 1;
  }
  async tick(what: Locator): Promise<void> {
    await what.first().click();
    this.fields += 1;
  }
  async see(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }
}

export interface Journey {
  what: string;
  who: DemoRole;
  /** Where it starts: the page on which this role comes in, or one of its menu. */
  from: string;
  /** Clicks and fields of the same on the demo of 29 November 2026; none where there was nothing to walk. */
  before?: readonly [clicks: number, fields: number];
  walk: (hand: Hand) => Promise<void>;
}

const LIST = '\uFEFFDatum;Gemeente;Stand\n01-03-2026;Haarlem;Advies gegeven\n';

/** The ten journeys that the academie is for, in an order in which each finds what it needs. */
export const JOURNEYS: readonly Journey[] = [
  {
    what: 'Find a course and enrol',
    who: 'participant',
    from: '/',
    before: [3, 1],
    walk: async (hand) => {
      await hand.fill('Zoek in het aanbod', 'vastgoed');
      await hand.button('Zoek');
      await hand.link('Wet Bibob bij vastgoed en grond');
      await hand.button('Inschrijven');
      await hand.see('U bent ingeschreven');
    },
  },
  {
    what: 'Begin an e-learning',
    who: 'participant',
    from: '/mijn',
    before: [1, 0],
    walk: async (hand) => {
      await hand.press(hand.page.getByRole('main').getByText('Begin', { exact: true }));
      await hand.page.waitForURL(/\/leren\//);
    },
  },
  {
    what: 'Enrol two colleagues who are new',
    who: 'coordinator',
    from: '/organisatie',
    before: [4, 2],
    walk: async (hand) => {
      await hand.press(hand.page.getByText("Een lijst collega's inschrijven"));
      await hand.choose('Waarvoor?', { index: 1 });
      await hand.button('Verder');
      const list = 'Anna Proef <anna@alkmaar.example>\nBas Proef <bas@alkmaar.example>';
      await hand.fill(/^Lijst/, list);
      await hand.button('Controleren');
      await hand.button('2 mensen inschrijven');
      await hand.see('De lijst is verwerkt');
    },
  },
  {
    what: 'Mark a register of 16, one of them absent, and close it',
    who: 'trainer',
    from: '/lesgeven',
    before: [5, 0],
    walk: async (hand) => {
      await hand.link('Presentielijst openen');
      await hand.press(hand.page.getByRole('radio', { name: 'Afwezig' }));
      await hand.button(/^Rest/);
      await hand.see(/alles bewaard|Alles is centraal bewaard/i);
      await hand.link('Presentielijst afsluiten');
      await hand.button('Ja, afsluiten');
    },
  },
  {
    what: 'Make a course',
    who: 'themeLead',
    from: '/beheer/aanbod',
    before: [3, 5],
    walk: async (hand) => {
      await hand.link('Nieuwe training');
      await hand.fill('Titel', 'Proeftraining');
      await hand.fill('Samenvatting', 'Een dag oefenen.');
      await hand.choose('Soort', 'training');
      await hand.choose('Vorm', 'in_person');
      await hand.tick(hand.page.getByText('Mensenhandel', { exact: true }));
      await hand.press(hand.page.locator('main .nl-button--primary'));
      await hand.button('Publiceren');
      await hand.see(/gepubliceerd|staat in het aanbod/i);
    },
  },
  {
    what: 'Make a series of three dates',
    who: 'themeLead',
    from: '/beheer/aanbod',
    before: [7, 9],
    walk: async (hand) => {
      await hand.link('Proeftraining');
      await hand.link('Reeks plannen');
      await hand.choose('Hoe vaak', { index: 2 });
      await hand.choose('Op welke dag', { index: 1 });
      await hand.fill('Vanaf', '2028-01-03');
      await hand.fill(/^Aantal keer/, '3');
      await hand.button('Dagen bekijken');
      await hand.press(hand.page.locator('main .nl-button--primary'));
    },
  },
  {
    what: 'Approve a request',
    who: 'coordinator',
    from: '/aanvragen',
    before: [1, 0],
    walk: async (hand) => {
      await hand.button(/^Akkoord/);
      await hand.see(/akkoord/i);
    },
  },
  {
    what: 'See why a target is behind, and plan a date for it',
    who: 'themeLead',
    from: '/doelen',
    before: [6, 3],
    walk: async (hand) => {
      await hand.link(/^Plan een datum/);
      await hand.fill('Dag', '2028-02-01');
      await hand.fill('Van', '09:30');
      await hand.fill('Tot', '12:00');
      await hand.press(hand.page.locator('main button.nl-button--primary:visible'));
      await hand.see(/gemaakt|opgeslagen|concept/i);
    },
  },
  {
    what: 'Import a list',
    who: 'themeLead',
    from: '/registraties',
    before: [3, 2],
    walk: async (hand) => {
      await hand.link('Bestand inlezen');
      await hand.choose('Wat staat erin?', 'advice_request');
      const file = { name: 'lijst.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) };
      await hand.page.getByLabel('Bestand', { exact: true }).setInputFiles(file);
      hand.fields += 1;
      await hand.button('Controleren');
      await hand.button(/inlezen$/);
    },
  },
  {
    what: 'Answer an evaluation',
    who: 'participant',
    from: '/mijn/evaluaties',
    walk: async (hand) => {
      await hand.press(hand.page.locator('main a[href^="/mijn/evaluaties/"]'));
      const questions = hand.page.locator('main fieldset');
      for (let nth = 0; nth < (await questions.count()); nth++)
        await hand.tick(questions.nth(nth).locator('label').last());
      await hand.press(hand.page.locator('main form button[type=submit]'));
    },
  },
];
