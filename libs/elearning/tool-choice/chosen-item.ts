import { ToolChoiceRefused } from '../elearning.errors';
import type { ToolRow } from '../tool/tool.queries';

/** What an author chose in a tool. */
export interface ChosenItem {
  title: string;
  url: string;
  custom: Record<string, string>;
  maximum: number;
  resourceId: string | null;
  tag: string | null;
}

const MOST_CUSTOM = 50;
const LONGEST_NAME = 100;
const LONGEST_TEXT = 2000;
const LONGEST_TITLE = 200;
const FIRST_MAXIMUM = 100;

/**
 * The one thing to open in what a tool brought back (LTI Deep Linking 2.0, section 4.5); null when the author chose
 * nothing. It opens on a host of the tool and nowhere else.
 * @throws ToolChoiceRefused
 */
export function readChosen(items: unknown, tool: ToolRow): ChosenItem | null {
  if (items === undefined) return null;
  if (!Array.isArray(items) || items.length > 1) throw new ToolChoiceRefused();
  const [item] = items as unknown[];
  if (item === undefined) return null;
  if (!isObject(item) || item.type !== 'ltiResourceLink') throw new ToolChoiceRefused();
  const lineItem = isObject(item.lineItem) ? item.lineItem : {};
  const { scoreMaximum } = lineItem;
  const hasMaximum = typeof scoreMaximum === 'number' && scoreMaximum > 0;
  return {
    title: text(item.title, LONGEST_TITLE) ?? text(lineItem.label, LONGEST_TITLE) ?? tool.name,
    url: addressIn(tool, item.url),
    custom: customOf(item.custom),
    maximum: hasMaximum ? scoreMaximum : FIRST_MAXIMUM,
    resourceId: text(lineItem.resourceId, LONGEST_TEXT) ?? null,
    tag: text(lineItem.tag, LONGEST_TEXT) ?? null,
  };
}

function addressIn(tool: ToolRow, url: unknown): string {
  if (url === undefined) return tool.launchUrl;
  if (typeof url !== 'string' || url.length > LONGEST_TEXT || !URL.canParse(url))
    throw new ToolChoiceRefused();
  const own = [tool.launchUrl, tool.loginUrl, ...tool.redirectUrls, tool.chooseUrl ?? []].flat();
  const { origin } = new URL(url);
  if (!own.some((address) => new URL(address).origin === origin)) throw new ToolChoiceRefused();
  return url;
}

function customOf(custom: unknown): Record<string, string> {
  if (!isObject(custom)) return {};
  const found = Object.entries(custom).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && entry[0] !== '__proto__' && !entry.join('').includes('\0'),
  );
  const isLong = found.some(([name, value]) => {
    return name.length > LONGEST_NAME || value.length > LONGEST_TEXT;
  });
  if (isLong || found.length > MOST_CUSTOM) throw new ToolChoiceRefused();
  return Object.fromEntries(found);
}

// Without control characters and half letters, which no page shows and no database keeps.
const text = (value: unknown, longest: number): string | undefined =>
  typeof value === 'string'
    ? value
        .replace(/[\p{Cc}\p{Surrogate}]/gu, ' ')
        .trim()
        .slice(0, longest)
        .replace(/\p{Surrogate}$/u, '')
        .trim() || undefined
    : undefined;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
