import axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';

/** The rules of WCAG 2.2 AA. */
export const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Has each page of this window load axe by itself: sending half a megabyte for each costs more than its rules. */
export async function loadAxe(window: BrowserContext): Promise<void> {
  await window.addInitScript({ content: axe.source });
}

/** What axe finds wrong in this part of the page: the rule and the first element it is about. All rules, unless given. */
export async function axeFaults(page: Page, part: string, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(axe.source);
  const options: axe.RunOptions = {
    resultTypes: ['violations'],
    preload: false,
    selectors: false, // finding a path to each element takes long, and is not read
  };
  if (rules) options.runOnly = rules;
  return page.evaluate<string[]>(
    `axe.run(${JSON.stringify(part)}, ${JSON.stringify(options)}).then(({ violations }) =>
       violations.map(({ id, nodes }) => id + ': ' + nodes[0]?.html))`,
  );
}
