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
  return [...frame(html), ...slips(html), ...(await htmlFaults(html))];
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
