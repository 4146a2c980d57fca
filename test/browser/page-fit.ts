import type { Browser, BrowserContext, Page } from 'playwright-core';

import type { Academie, DemoRole } from '../support/academie';
import { launchChromium } from '../support/chromium';
import { sessionTokenOf } from '../support/given';
import { axeFaults, loadAxe, WCAG } from './axe';

/** The narrowest screen a page must fit: 1280 px at a zoom of 400 % (WCAG 1.4.10). */
const NARROWEST = { width: 320, height: 640 };
/** Tabs at a time: while one waits for the academie, another looks. */
const TABS = 3;

type Reader = DemoRole | 'stranger';

/** What is wrong with these pages in a browser, by address; nothing where there is no browser to look with. */
export async function fitAll(
  academie: Academie,
  pages: { role: Reader; path: string }[],
): Promise<Record<string, string[]>> {
  const browser = await launchChromium();
  if (!browser) return {};
  const windows = new Map<Reader, Promise<BrowserContext>>();
  const left = [...pages];
  const misfits: Record<string, string[]> = {};
  const look = async (): Promise<void> => {
    const tabs = new Map<Reader, Page>();
    for (let next = left.shift(); next; next = left.shift()) {
      const { role, path } = next;
      const window = windows.get(role) ?? windowOf(browser, academie, role);
      windows.set(role, window);
      const known = tabs.get(role);
      const tab = known ?? (await (await window).newPage());
      tabs.set(role, tab);
      await tab.goto(path);
      // Who reads gets the same frame on every page: looking at it once is enough.
      const found = await misfitsOf(tab, known ? 'main' : 'html');
      if (found.length > 0) misfits[`${path} (${role})`] = found;
    }
  };
  try {
    await Promise.all(Array.from({ length: TABS }, look));
    return misfits;
  } finally {
    await browser.close();
  }
}

async function windowOf(
  browser: Browser,
  academie: Academie,
  role: Reader,
): Promise<BrowserContext> {
  const { url } = academie;
  const window = await browser.newContext({
    baseURL: url,
    locale: 'nl',
    viewport: NARROWEST,
    reducedMotion: 'reduce',
  });
  window.setDefaultNavigationTimeout(90_000); // a busy machine is no fault of the page
  await loadAxe(window);
  if (role !== 'stranger') {
    const value = sessionTokenOf(await academie.accountId(role));
    await window.addCookies([{ name: 'sessie', value, url, httpOnly: true }]);
  }
  return window;
}

/**
 * What is wrong with how a page shows in a browser: what axe says, what is wider than the screen, and what
 * takes the focus without showing it. The page has the width of NARROWEST.
 */
async function misfitsOf(page: Page, part: 'main' | 'html'): Promise<string[]> {
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  const found = width > NARROWEST.width ? [`is ${width} px wide`] : [];
  found.push(...(await touching(page)));
  await page.keyboard.press('Tab'); // what a script focuses after a key shows as if the key had led there
  found.push(...(await page.evaluate<string[]>(HIDING_FOCUS)));
  await page.evaluate(LEAVE_TWO_OF_A_KIND);
  return [...found, ...(await axeFaults(page, part, WCAG))];
}

/** Blocks that follow each other without a distance, on a phone and on a desk. */
async function touching(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const pair of await page.evaluate<string[]>(TOUCHING))
      found.push(`touch at ${width} px: ${pair}`);
    found.push(...(await page.evaluate<string[]>(LOOSE)).map((what) => `at ${width} px: ${what}`));
  }
  await page.setViewportSize(NARROWEST);
  return found;
}

/**
 * What falls apart: blocks of the flow with more than 64 px between them, running text of more than 68 letters a line
 * with some slack, an hour whose "uur" may stand on the next line, and choices that lie beside the box they are in.
 */
const LOOSE = `(() => {
  const found = [];
  const stands = (element) => element.checkVisibility() && !element.closest('.visually-hidden, dialog, [popover]');
  const all = (selector) => [...document.querySelectorAll(selector)].filter(stands);
  const say = (element) => element.textContent.trim().replace(/\\s+/g, ' ').slice(0, 40);
  for (const parent of all('main, main section, main form, main article, main .split > *, main .stack')) {
    if (!/^(block|flow-root)$/.test(getComputedStyle(parent).display)) continue;
    const blocks = [...parent.children].filter((child) => stands(child) && child.offsetHeight > 0 &&
      /^(block|flex|grid|table|flow-root)$/.test(getComputedStyle(child).display) &&
      !/absolute|fixed|sticky/.test(getComputedStyle(child).position));
    blocks.slice(1).forEach((after, i) => {
      const [above, below] = [blocks[i], after].map((block) => block.getBoundingClientRect());
      if (below.left < above.right && above.left < below.right && below.top - above.bottom > 64.5)
        found.push(Math.round(below.top - above.bottom) + ' px above ' + say(after));
    });
  }
  for (const text of all('main p, main li, main dd')) {
    if (text.children.length > 0 || text.textContent.trim().length < 120 || text.closest('.row')) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const lines = [...range.getClientRects()].map(({ width }) => width);
    const letter = lines.reduce((sum, width) => sum + width, 0) / text.textContent.trim().length;
    const letters = Math.round(Math.max(...lines) / letter);
    if (letters > 80) found.push(letters + ' letters a line: ' + say(text));
  }
  const words = document.querySelector('main')?.innerText ?? '';
  for (const [hour] of words.matchAll(/\\d[ \\n]uur\\b/g)) found.push(hour + ' may break');
  for (const box of all('main .choices'))
    if (box.scrollWidth > box.clientWidth + 1) found.push('choices out of sight: ' + say(box));
  return found;
})()`;

/**
 * Pairs of blocks with less than a pixel between them: in the flow, and wherever a form, a table or the like
 * stands beside another block. Parts of a component (`card__title`), rows of lists and tables, what has a line
 * between and what stands side by side are laid out by their component.
 */
const TOUCHING = `(() => {
  const WHOLE = /^(FORM|TABLE|DETAILS|DL|FIELDSET|FIGURE|SECTION|ARTICLE)$/;
  const isLined = (before, after) =>
    parseFloat(getComputedStyle(before).borderBottomWidth) + parseFloat(getComputedStyle(after).borderTopWidth) > 0;
  const FLOW = 'main, main section, main form, main article, main aside, main fieldset, main details, ' +
    'main .stack, main .split > *, main div:not([class])';
  const stands = (element) =>
    element.checkVisibility() &&
    element.getBoundingClientRect().height > 0 &&
    !/absolute|fixed|sticky/.test(getComputedStyle(element).position) &&
    /^(block|flex|grid|table|flow-root)$/.test(getComputedStyle(element).display) &&
    !/^(SUMMARY|LEGEND|LABEL)$/.test(element.tagName);
  const nameOf = ({ tagName, classList }) => [tagName.toLowerCase(), ...classList].join('.');
  return [...document.querySelectorAll('main, main *')]
    .filter((parent) => /^(block|flow-root|list-item)$/.test(getComputedStyle(parent).display))
    .flatMap((parent) => {
      const blocks = [...parent.children].filter(stands);
      const isFlow = parent.matches(FLOW);
      return blocks.slice(1).flatMap((after, index) => {
        const before = blocks[index];
        const [above, below] = [before, after].map((block) => block.getBoundingClientRect());
        const beside = below.left >= above.right || above.left >= below.right;
        const counts = isFlow ||
          ([before, after].some(({ tagName }) => WHOLE.test(tagName)) && !isLined(before, after));
        return counts && !beside && below.top - above.bottom < 1 ? [nameOf(parent) + ' > ' + nameOf(before) + ' + ' + nameOf(after)] : [];
      });
    });
})()`;

/**
 * Takes away what repeats: of elements with the same parts inside, that a style sheet cannot tell apart, the first two
 * stay. The fiftieth row of a list has the faults of the first, and axe looks at each for as long.
 */
const LEAVE_TWO_OF_A_KIND = `(() => {
  const OWN = /^(href|value|name|id|for|action|title|alt|src|d|datetime|aria-(label|labelledby|describedby|controls))$/;
  const partsOf = (node) =>
    node.nodeType === Node.TEXT_NODE ? (node.data.trim() && 'text') :
    node.nodeType !== Node.ELEMENT_NODE ? '' :
    '<' + node.tagName + [...node.attributes].filter(({ name }) => !OWN.test(name))
      .map(({ name, value }) => ' ' + name + '=' + value).join('') +
    '>' + [...node.childNodes].map(partsOf).join('') + '</>';
  const thinOut = (parent) => {
    const known = new Map();
    for (const child of [...parent.children]) {
      const parts = partsOf(child);
      known.set(parts, (known.get(parts) ?? 0) + 1);
      if (known.get(parts) > 2) child.remove();
      else thinOut(child);
    }
  };
  thinOut(document.querySelector('main'));
})()`;

/**
 * Whatever can have the focus and looks the same with it as without. Of those that a style sheet cannot tell
 * apart, as the links in the rows of a table, the first is tried.
 */
const HIDING_FOCUS = `(() => {
  const OWN = /^(href|value|name|id|for|action|title|alt|aria-(label|labelledby|describedby|controls))$/;
  const stylesOf = (element) =>
    !element ? '' : element.tagName + [...element.attributes]
      .filter(({ name }) => !OWN.test(name))
      .map(({ name, value }) => '[' + name + '=' + value + ']')
      .join('');
  const kindOf = (element) => {
    const parts = [element.nextElementSibling, element];
    for (let up = element.parentElement; up; up = up.parentElement) parts.push(up);
    return parts.map(stylesOf).join(' ');
  };
  const tried = new Set();
  const isNew = (element) => {
    const kind = kindOf(element);
    return !tried.has(kind) && tried.add(kind);
  };
  // A line that is not there has a colour all the same.
  const styleOf = (part, pseudo) => {
    const style = getComputedStyle(part, pseudo);
    return [
      style.outlineStyle !== 'none' && style.outline,
      style.textDecorationLine !== 'none' && style.textDecoration,
      style.borderStyle !== 'none' && parseFloat(style.borderWidth) > 0 && style.border,
      style.boxShadow,
      style.backgroundColor,
    ].join();
  };
  // A hidden radio shows it at the text beside it, a card as a whole.
  const look = (element) =>
    [element, element.nextElementSibling, element.closest('label')]
      .filter(Boolean)
      .flatMap((part) => [styleOf(part), styleOf(part, '::after')])
      .join();
  const FOCUSABLE = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  return [...document.querySelectorAll(FOCUSABLE)]
    .filter((element) => !element.disabled && element.checkVisibility({ visibilityProperty: true }))
    .filter(isNew)
    .filter((element) => {
      document.activeElement.blur();
      const before = look(element);
      element.focus();
      return document.activeElement === element && look(element) === before;
    })
    .map((element) => 'hides the focus: ' + element.outerHTML.slice(0, 160));
})()`;
