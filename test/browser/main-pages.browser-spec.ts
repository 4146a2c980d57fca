import type { Browser, Page } from 'playwright-core';

import { demoId } from '@academie/platform';

import { type Academie, type DemoRole, startAcademie } from '../support/academie';
import { launchChromium } from '../support/chromium';
import { expectPage } from '../support/generated-page';
import { sessionTokenOf } from '../support/given';
import { markdownTable } from '../support/markdown';
import { Hand, JOURNEYS } from './journeys';

type Reader = DemoRole | 'stranger';

const DESK = { width: 1280, height: 900 };
/** The trainer's first session of the demo is over. */
const AFTER_THE_LESSON = '2026-03-03T14:00:00+01:00';
/** A4 within its margins. */
const PAPER = { width: 673, height: 1000 };
const PHONE = { width: 390, height: 844 };

/** Lists that people work in: a row is two lines, and its actions stand at its right end. */
const LISTS: [role: Reader, path: string][] = [
  ['stranger', '/'],
  ['stranger', '/aanbod'],
  ['participant', '/mijn/geweest'],
  ['participant', '/mijn/certificaten'],
  ['coordinator', '/organisatie'],
  ['coordinator', '/aanvragen'],
  ['coordinator', '/organisatie/verplichtingen'],
  ['trainer', '/lesgeven'],
  ['themeLead', '/registraties'],
  ['themeLead', '/beheer/aanbod'],
  ['administrator', `/beheer/aanbod/${demoId('course', 'bibob-vastgoed')}`],
  ['administrator', '/beheer/personen'],
  ['administrator', '/beheer/locaties'],
];
/** Where something comes before the list: a search with ways into it, what somebody has to decide. */
const LOW = ['/', '/organisatie/verplichtingen'];
/** Pages about all that there is, and how high they may be on a phone: they were three to ten times as high. */
const LONG: Record<string, number> = {
  '/doelen?thema=alle': 4000,
  '/doelen/jaarverslag': 3600,
  '/doelen/vooruitblik': 3800,
  '/doelen/weekbericht': 2200,
  '/beheer/vanzelf': 2600,
};
/** One thing to do that matters most; of a list of requests it is the same for each row. */
const OTHERS: [role: Reader, path: string][] = [
  ['stranger', '/inloggen'],
  ['participant', '/'],
  ['participant', '/mijn'],
  ['themeLead', '/doelen'],
  ['themeLead', '/beheer/aanbod/nieuw'],
  ['coordinator', '/gemeente'],
];

describe('the main pages of the demo', () => {
  const academie = startAcademie({ seed: 'demo' });
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  it('are dense where people work, and have one primary button and lines that can be read', async () => {
    if (!browser) return;
    const wrong: Record<string, unknown> = {};
    const pages = new Map<Reader, Page>();
    for (const [role, path] of [...LISTS, ...OTHERS]) {
      const page = pages.get(role) ?? (await pageOf(browser, academie, role, DESK));
      pages.set(role, page);
      await page.goto(path);
      const found = await page.evaluate<string[]>(MEASURED);
      if (found.length > 0) wrong[`${path} (${role})`] = found;
    }

    expect(wrong).toEqual({});
  }, 300_000);

  it('show on a phone at once what one came for', async () => {
    if (!browser) return;
    const first = async (role: Reader, path: string, what: string): Promise<number> => {
      const page = await pageOf(browser!, academie, role, PHONE);
      await page.goto(path);
      const box = await page.locator(what).first().boundingBox();
      await page.context().close();
      return box ? box.y + box.height : Infinity;
    };
    const { id } = (await academie.database.first<{ id: string }>(
      `SELECT t.id FROM targets.target t JOIN targets.plan p ON p.id = t.plan_id
        WHERE t.code = 'T20' ORDER BY p.year DESC LIMIT 1`,
    ))!;

    expect(
      await first(
        'themeLead',
        `/doelen/${id}`,
        'main .target__value, main progress, main .progress',
      ),
    ).toBeLessThan(844);
    expect(await first('stranger', '/aanbod/bibob-vastgoed', '.next-date')).toBeLessThanOrEqual(
      844,
    );
    expect(await first('participant', '/mijn', 'main .row__heading, main h3 a')).toBeLessThan(844);
  }, 120_000);

  it('are on a phone rows of a few lines, with the first one on the first screen', async () => {
    if (!browser) return;
    const wrong: Record<string, unknown> = {};
    const pages = new Map<Reader, Page>();
    for (const [role, path] of LISTS) {
      const page = pages.get(role) ?? (await pageOf(browser, academie, role, PHONE));
      pages.set(role, page);
      await page.goto(path);
      const found = await page.evaluate<ListOnPhone>(LIST_ON_PHONE);
      const isFound =
        found.rows > 0 && found.usual <= usualOn(path, found.asks) && found.highest <= 215;
      if (!isFound || found.width > PHONE.width || (!LOW.includes(path) && found.first > 844))
        wrong[`${path} (${role})`] = found;
    }

    expect(wrong).toEqual({});
  }, 300_000);

  it('show the targets of two themes in a few screens, each in a row of two lines', async () => {
    if (!browser) return;
    for (const [viewport, most] of [
      [PHONE, 3800],
      [DESK, 2650],
    ] as const) {
      const page = await pageOf(browser, academie, 'themeLead', viewport);
      await page.goto('/doelen');
      const { rows, height } = await page.evaluate<{ rows: number[]; height: number }>(`({
        rows: [...document.querySelectorAll('.target, .todo--row')].map((row) => row.offsetHeight),
        height: document.documentElement.scrollHeight,
      })`);
      expect(rows.length).toBeGreaterThan(20);
      expect(Math.max(...rows)).toBeLessThanOrEqual(viewport === DESK ? 72 : 130);
      expect(height).toBeLessThanOrEqual(most);
      await page.locator('.target__fold').first().click();
      await page.locator('.target__folded').first().waitFor();
      await page.context().close();
    }
  }, 60_000);

  it('print what they say, and nothing that is there for the screen', async () => {
    if (!browser) return;
    const page = await pageOf(browser, academie, 'themeLead', DESK);
    await page.goto('/doelen/jaarverslag');
    await page.emulateMedia({ media: 'print' });

    for (const what of ['.nl-skip-link', '.bar__button', '.menu', '.foot', '.ribbon'])
      expect({ what, shown: await page.locator(what).first().isVisible() }).toEqual({
        what,
        shown: false,
      });
    const unseen = await page.evaluate<number>(
      `[...document.querySelectorAll('.fold__text')].filter((text) => !text.checkVisibility()).length`,
    );
    expect(unseen).toBe(0);
    const [heading] = await page
      .locator('.fold__heading')
      .evaluateAll((all) => all.map((one) => one.offsetWidth));
    expect(heading).toBeGreaterThan(300);
    // What is wider than the paper is cut off, and nobody sees that something lacks.
    await page.goto('/doelen/dekking');
    await page.setViewportSize(PAPER);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      PAPER.width,
    );
    await page.context().close();
  }, 60_000);

  it('begin a long list on a phone with what is in it, and open the rest where somebody asks for it', async () => {
    if (!browser) return;
    const heights: Record<string, number> = {};
    const page = await pageOf(browser, academie, 'administrator', PHONE);
    for (const path of Object.keys(LONG)) {
      await page.goto(path);
      heights[path] = await page.evaluate<number>('document.documentElement.scrollHeight');
    }
    for (const [path, most] of Object.entries(LONG))
      expect([path, heights[path]! <= most]).toEqual([path, true]);

    const parts = page.locator('main .fold');
    await page.getByRole('button', { name: 'Open alles' }).click();
    expect(await parts.evaluateAll((all) => all.every((part) => part.hasAttribute('open')))).toBe(
      true,
    );
    await page.getByRole('button', { name: 'Sluit alles' }).click();
    expect(await parts.evaluateAll((all) => all.some((part) => part.hasAttribute('open')))).toBe(
      false,
    );
    // Who chooses a status came for those rows.
    await page.goto('/doelen?thema=alle');
    await page.locator('.target-count').first().click();
    await page.locator('.target').first().waitFor();
    expect(await parts.count()).toBe(0);
    await page.context().close();
  }, 60_000);

  it('show a trainer today with its button on the first screen of a phone', async () => {
    if (!browser) return;
    const page = await pageOf(browser, academie, 'trainer', PHONE);
    await page.goto('/lesgeven');
    const button = page.getByRole('link', { name: 'Presentielijst openen' }).first();
    const box = await button.boundingBox();

    expect(box!.y + box!.height).toBeLessThan(PHONE.height);
    await page.context().close();
  }, 60_000);

  it('have a register of 88 px a person on a phone, and 56 at a desk', async () => {
    if (!browser) return;
    const heights: number[] = [];
    for (const viewport of [PHONE, DESK]) {
      const page = await pageOf(browser, academie, 'trainer', viewport);
      await page.goto('/lesgeven');
      await page.getByRole('link', { name: 'Presentielijst openen' }).first().click();
      const box = await page.locator('.register-row').first().boundingBox();
      heights.push(Math.floor(box!.height));
      await page.context().close();
    }

    expect(heights[0]).toBeLessThanOrEqual(89); // with the line below
    expect(heights[1]).toBeLessThanOrEqual(56);
  }, 60_000);

  it('are enough for ten journeys, in so many clicks and fields', async () => {
    if (!browser) return;
    academie.clock.set(AFTER_THE_LESSON);
    const rows: string[][] = [];
    for (const { what, who, from, before, walk } of JOURNEYS) {
      const hand = new Hand(await pageOf(browser, academie, who, DESK));
      await hand.page.goto(from);
      await walk(hand).catch(async (error: unknown) => {
        const seen = (await hand.page.locator('main').innerText()).slice(0, 300);
        throw new Error(`${what}, at ${hand.page.url()}: ${String(error)}\n${seen}`);
      });
      await hand.page.waitForLoadState();
      await hand.page.context().close();
      // What somebody did reaches others.
      await academie.runWorkers();
      const was = before ? `${before[0]} and ${before[1]}` : '–';
      rows.push([what, ROLES[who], `\`${from}\``, String(hand.clicks), String(hand.fields), was]);
    }

    expectPage('journeys.md', HEAD + markdownTable(COLUMNS, rows));
  }, 300_000);
});

/** How high most rows may be on a phone; a group with its state and all that can be done with it takes more. */
const usualOn = (path: string, asks: boolean): number =>
  !asks ? 130 : path === '/aanvragen' ? 160 : 215;

interface ListOnPhone {
  /** Each row has something to decide, with a button. */
  asks: boolean;
  rows: number;
  first: number;
  usual: number;
  highest: number;
  width: number;
}
const LIST_ON_PHONE = `(() => {
  const boxes = [...document.querySelectorAll('main tbody > tr, main li.row, main .certificate, main .lesson, main .date-row--line')]
    .filter((row) => row.checkVisibility()).map((row) => row.getBoundingClientRect());
  const heights = boxes.map(({ height }) => Math.round(height)).sort((a, b) => a - b);
  return {
    asks: document.querySelectorAll('main tbody > tr .nl-button--primary, main .date-row--line .nl-button').length > 0,
    rows: boxes.length,
    first: Math.round(boxes[0]?.y ?? 0),
    usual: heights[heights.length >> 1] ?? 0,
    highest: heights.at(-1) ?? 0,
    width: document.documentElement.scrollWidth,
  };
})()`;

const COLUMNS = ['journey', 'who', 'from', 'clicks', 'fields', 'before'];
const ROLES: Record<DemoRole, string> = {
  participant: 'participant',
  coordinator: 'coordinator',
  trainer: 'trainer',
  themeLead: 'theme lead',
  administrator: 'administrator',
  auditor: 'auditor',
};

const HEAD = `# Journeys

What ten people came for, in clicks and fields, on the demo. Each is walked in Chromium by
\`test/browser/main-pages.browser-spec.ts\`, which fails when a number here is another;
\`WRITE_DOCS=1 npm test -- main-pages\` writes this page. A click is a press on a link, a button or an answer in a
register; a field is one box, list or tick that has to be filled in. A journey starts on the page where somebody with
this role comes in, or on a page of the menu; signing in is not counted. Before is the demo of 29 November 2026
(3f0253ee), walked once in the same way: clicks and fields. It had no evaluation to answer, no form for a series and
no lists of advice: its three dates were made one by one, its list was one of controls.

`;

async function pageOf(
  browser: Browser,
  academie: Academie,
  role: Reader,
  viewport: { width: number; height: number },
): Promise<Page> {
  const { url } = academie;
  const context = await browser.newContext({ baseURL: url, locale: 'nl', viewport });
  await context.clock.setFixedTime(academie.clock.now());
  if (role !== 'stranger') {
    const value = sessionTokenOf(await academie.accountId(role));
    await context.addCookies([{ name: 'sessie', value, url, httpOnly: true }]);
  }
  return context.newPage();
}

/**
 * What is wrong with the rhythm of a page: rows of work over 72 px (one in five may be), more than one primary button
 * but in rows of a list, text wider than 68 letters with some slack for the last word, things further apart than 64 px.
 */
const MEASURED = `(() => {
  const found = [];
  const stands = (element) => element.checkVisibility() && !element.closest('.visually-hidden, dialog');
  const all = (selector) => [...document.querySelectorAll(selector)].filter(stands);
  const high = (element) => Math.round(element.getBoundingClientRect().height);
  const rows = all('main .rows > .row:not(.row--own), main .table > tbody > tr, main .date-row--line, main .certificate, main .lesson');
  const tall = rows.filter((row) => high(row) > 72);
  if (tall.length * 5 > rows.length)
    found.push(tall.length + ' of ' + rows.length + ' rows over 72 px, up to ' + Math.max(...tall.map(high)));
  const primary = all('main .nl-button--primary').filter((button) => !button.closest('tr, .row, .lesson'));
  if (primary.length > 1) found.push('primary: ' + primary.map((button) => button.textContent.trim()).join(', '));
  for (const text of all('main p, main li')) {
    if (text.children.length > 0 || text.textContent.trim().length < 120 || text.closest('.row, .table')) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const lines = [...range.getClientRects()].map(({ width }) => width);
    const letter = lines.reduce((sum, width) => sum + width, 0) / text.textContent.trim().length;
    const letters = Math.round(Math.max(...lines) / letter);
    if (letters > 76) found.push(letters + ' letters a line: ' + text.textContent.trim().slice(0, 40));
  }
  for (const parent of all('main, main section, main .split > *, main .stack, main form')) {
    if (!/^(block|flow-root)$/.test(getComputedStyle(parent).display)) continue;
    const blocks = [...parent.children].filter((child) => stands(child) && high(child) > 0 &&
      /^(block|flex|grid|table|flow-root)$/.test(getComputedStyle(child).display) &&
      !/absolute|fixed|sticky/.test(getComputedStyle(child).position));
    blocks.slice(1).forEach((after, i) => {
      const [above, below] = [blocks[i], after].map((block) => block.getBoundingClientRect());
      if (below.left >= above.right || above.left >= below.right) return;
      if (below.top - above.bottom > 64.5)
        found.push(Math.round(below.top - above.bottom) + ' px between ' + blocks[i].className + ' and ' + after.className);
    });
  }
  return found;
})()`;
