import {
  type ConfigData,
  HtmlValidate,
  type ResolvedConfig,
  StaticConfigLoader,
} from 'html-validate';

import { readLocales } from '@academie/platform';

const RULES: ConfigData = {
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    // One name on several buttons, or on the boxes of one question, is how forms say "one of these".
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'submit'] }],
  },
};

/** Reads the rules once; html-validate would for every page. */
class SameRules extends StaticConfigLoader {
  private known: ResolvedConfig | Promise<ResolvedConfig> | undefined;

  override getConfigFor(name: string): ResolvedConfig | Promise<ResolvedConfig> {
    return (this.known ??= super.getConfigFor(name));
  }
}
const validator = new HtmlValidate(new SameRules(RULES));

// `people.role.x` is a key whose text is missing; in an address or a field name it is no text.
const KEY = new RegExp(
  `\\b(${Object.keys(readLocales('nl')).join('|')})(\\.[a-zA-Z][\\w-]*){2,}`,
  'g',
);
const SLIP = /\bundefined\b|\[object Object\]|\bNaN\b|\bInvalid Date\b|\{\{|\bInvalid DateTime\b/g;

/** What is wrong with a page of ours, whatever it is about. */
export async function faultsOf(html: string): Promise<string[]> {
  return [...frame(html), ...slips(html), ...twice(html), ...(await newFaults(html))];
}

/** Frames and contents in which html-validate found nothing. */
const sound = new Set<string>();

/**
 * What html-validate says of a page of which it has not seen the frame or the content. Readers get the same
 * page in a frame of their own, and looking at it again takes as long as making it.
 */
async function newFaults(html: string): Promise<string[]> {
  const [content = ''] = /<main[\s>].*<\/main>/s.exec(html) ?? [];
  const shapes = [html.replace(content, ''), content].map(shapeOf);
  if (shapes.every((shape) => sound.has(shape))) return [];
  const faults = await htmlFaults(html);
  if (faults.length === 0) for (const shape of shapes) sound.add(shape);
  return faults;
}

/** Elements and attributes as they are nested; of texts and addresses only whether they are there. */
const shapeOf = (html: string): string =>
  html
    .replace(/\s(href|action|value|src|content|datetime|title|alt|d)="[^"]+"/g, ' $1="x"')
    .replace(
      />([^<]*\S[^<]*)</g,
      (_all, text: string) => `>${[...text.matchAll(/[<>"'&]/g)].join('')}x<`,
    )
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/g, '0');

/** An id that a frame and a content both have is seen in the whole page only. */
function twice(html: string): string[] {
  const ids = [...html.matchAll(/<[^>]*\sid="([^"]+)"/g)].map(([, id]) => id!);
  return [...new Set(ids.filter((id, nth) => ids.indexOf(id) !== nth))].map(
    (id) => `has the id ${id} twice`,
  );
}

function frame(html: string): string[] {
  const faults: string[] = [];
  const count = (pattern: RegExp): number => html.match(pattern)?.length ?? 0;
  if (count(/<h1[\s>]/g) !== 1) faults.push(`${count(/<h1[\s>]/g)} h1`);
  if (!/<title>[^<]*\S – NHVeilig academie<\/title>/.test(html)) faults.push('no title');
  if (!/<html lang="nl">/.test(html)) faults.push('no language');
  if (/<style|\sstyle=/.test(html)) faults.push('inline style');
  if (/<script(?![^>]*\ssrc=)/.test(html)) faults.push('inline script');
  if (/<use href="#/.test(html)) faults.push('an icon that is nowhere');
  if (/<[^>]+\son[a-z]+=/.test(html)) faults.push('inline handler');
  if (/(?:src|href)="(?:https?:)?\/\/(?!eupl)[^"]*\.(?:js|css|woff2?|png|svg)"/.test(html))
    faults.push('something from elsewhere');
  return faults;
}

function slips(html: string): string[] {
  const shown = html
    .replace(/\s(?:href|src|action|name|id|for|value|aria-describedby|d)="[^"]*"/g, '')
    .replace(/<(script|style)[\s>].*?<\/\1>/gs, '');
  return [...(shown.match(SLIP) ?? []), ...(shown.match(KEY) ?? [])].map((slip) => `shows ${slip}`);
}

/** What html-validate says of it. */
export async function htmlFaults(html: string): Promise<string[]> {
  const report = await validator.validateString(html);
  return report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${ruleId}: ${message} (line ${line})`),
  );
}

/** Addresses of what a page loads: styles, scripts, fonts, images. */
export const partsOf = (html: string): string[] => [
  ...new Set(
    [...html.matchAll(/(?:src|href)="(\/static\/[^"#]+)(?:#[^"]*)?"/g)].map(
      ([, address]) => address!,
    ),
  ),
];
