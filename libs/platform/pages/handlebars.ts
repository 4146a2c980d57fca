import fs from 'node:fs';
import path from 'node:path';

import Handlebars from 'handlebars';

import {
  clockTime,
  dayOf,
  longDate,
  longRange,
  mediumDate,
  shortDate,
  timeOf,
} from '../time/amsterdam';
import { readAssets } from './assets';
import { dutchNumber } from '../charts/dutch-number';
import { filesBelow, libFolders, ROOT } from '../files/files';
import { nameFieldsOfErrors } from './error-fields';
import { t } from './i18n';

const SHARED = path.join(ROOT, 'apps/academie/views');

/** One view's source, by the name that `@Render` and `{{> }}` use: `page`, `enrolment/mine/my-enrolments`. */
function sources(): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of filesBelow(SHARED, '.hbs'))
    found.set(file.replace(/\.hbs$/, ''), fs.readFileSync(path.join(SHARED, file), 'utf8'));
  for (const lib of libFolders())
    for (const file of filesBelow(lib.path, '.hbs'))
      found.set(
        `${lib.name}/${file.replace(/\.hbs$/, '')}`,
        fs.readFileSync(path.join(lib.path, file), 'utf8'),
      );
  return found;
}

type Helper = (...args: unknown[]) => unknown;
const values = (args: unknown[]): unknown[] => args.slice(0, -1);
const dated =
  (say: (date: Date) => string): Helper =>
  (value) =>
    value instanceof Date ? say(value) : typeof value === 'string' ? say(new Date(value)) : '';

/** At most `most` characters, cut between words. */
function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  const space = cut.lastIndexOf(' ');
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/(?<![ ,;:–-])[ ,;:–-]+$/, '')}…`;
}

/** What views can call; a value of the same name is written `this.name`. */
export const HELPERS: Record<string, Helper> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: (a, b) => Number(a) > Number(b),
  and: (...args) => values(args).every(Boolean),
  or: (...args) => values(args).find(Boolean) ?? false,
  not: (a) => !a,
  includes: (list, item) => Array.isArray(list) && list.includes(item),
  shorten: (text, most) => shorten(typeof text === 'string' ? text : '', Number(most)),
  concat: (...args) => values(args).map(String).join(''),
  // A field may be called `sessions.0.date`; in an id a dot would begin a class.
  domId: (...args) =>
    values(args)
      .filter(Boolean)
      .join('')
      .replace(/[^\w-]/g, '-'),
  add: (a, b) => Number(a) + Number(b),
  t: (key, options) =>
    t(String(key), (options as Handlebars.HelperOptions | undefined)?.hash ?? {}),
  date: dated(longDate),
  mediumDate: dated(mediumDate),
  shortDate: dated(shortDate),
  time: dated(clockTime),
  isoDay: dated(dayOf),
  isoTime: dated(timeOf),
  iso: dated((date) => date.toISOString()),
  dateRange: (from, to) => (from instanceof Date && to instanceof Date ? longRange(from, to) : ''),
  number: (value) => (typeof value === 'number' ? dutchNumber(value) : ''),
  percent: (value) => (typeof value === 'number' ? `${dutchNumber(value)} %` : ''),
  list: (...args) => values(args),
  hash: (options) => ({ ...(options as Handlebars.HelperOptions).hash }),
  json: (value) => JSON.stringify(value),
};

/** What a page's view gets; the layout wants a title. */
export interface PageView {
  title: string;
  crumbs?: object[];
  /** With the styles of pages on which people look for something to follow. */
  browsing?: boolean;
  [name: string]: unknown;
}

/** A page without its frame, as `Views.prepare` makes it. */
export interface PreparedPage {
  /** What the window is called, and where the page belongs: HTML. */
  title: string;
  crumbs: string;
  /** Whether it has the styles of pages on which people look for something to follow. */
  browsing: boolean | undefined;
  /** HTML with `CSRF_PLACEHOLDER` where the form token goes. */
  content: string;
}

/** Stands in for the form token of the person who will read the page; no text of ours holds it. */
export const CSRF_PLACEHOLDER = '\u0001form-token\u0001';

const CONTENT_ONLY = Handlebars.compile('{{> @partial-block}}');

/**
 * Handlebars of our own: helpers and partials on the global instance would be everybody's, and
 * prototype access stays off, so a view shows only what its view model holds.
 */
export class Views {
  private readonly assets = readAssets();

  /** With `fresh` the files are read again for each view, so that a developer sees a change at once. */
  constructor(readonly fresh = false) {}

  /** The page or mail as text. `name` with or without `.hbs`. */
  render(name: string, context: object): string {
    return nameFieldsOfErrors(
      this.template(name)(context, { allowProtoPropertiesByDefault: false }),
    );
  }

  /**
   * What stands inside the frame of a page, for `ShortCache` to keep: the same for all who see it, so `data`
   * holds nothing of one person. Forms in it get the reader's token when it is sent (`reply.sendPrepared`).
   */
  prepare(name: string, data: PageView): PreparedPage {
    const content = this.template(name)(
      { ...data, page: { csrf: CSRF_PLACEHOLDER, assets: this.assets } },
      { allowProtoPropertiesByDefault: false, partials: { page: CONTENT_ONLY } },
    );
    return {
      title: this.part('page-title', { title: data.title }),
      crumbs: this.part('crumbs', { crumbs: data.crumbs }),
      browsing: data.browsing,
      content,
    };
  }

  /** A part of a prepared page that is rendered on its own, with `CSRF_PLACEHOLDER` where the form token goes. */
  part(name: string, data: object): string {
    return this.template(name)(
      { ...data, page: { csrf: CSRF_PLACEHOLDER, assets: this.assets } },
      { allowProtoPropertiesByDefault: false },
    );
  }

  /** What stands inside the frame of a mail, to show it in a page before it is sent. */
  mailContent(name: string, context: object): string {
    return this.template(name)(context, {
      allowProtoPropertiesByDefault: false,
      partials: { mail: CONTENT_ONLY },
    });
  }

  /** Whether there is such a view. */
  has(name: string): boolean {
    return this.templates().has(name.replace(/\.hbs$/, ''));
  }

  private template(name: string): Handlebars.TemplateDelegate {
    const template = this.templates().get(name.replace(/\.hbs$/, ''));
    if (!template) throw new Error(`there is no view ${name}`);
    return template;
  }

  private templates(): Templates {
    if (this.fresh) return readTemplates();
    return (known ??= readTemplates());
  }
}

type Templates = ReadonlyMap<string, Handlebars.TemplateDelegate>;

/** Kept for the process, also when it has several applications: a view holds no data of one. */
let known: Templates | undefined;

/** All views with their helpers and partials; each is compiled when it is first used. */
function readTemplates(): Templates {
  const engine = Handlebars.create();
  engine.registerHelper(HELPERS as Record<string, Handlebars.HelperDelegate>);
  const knownHelpers = Object.fromEntries(Object.keys(HELPERS).map((name) => [name, true]));
  const templates = new Map<string, Handlebars.TemplateDelegate>();
  for (const [name, source] of sources()) {
    const template = engine.compile(source, { knownHelpers, preventIndent: true });
    templates.set(name, template);
    engine.registerPartial(name, template);
  }
  return templates;
}
