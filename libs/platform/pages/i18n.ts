import fs from 'node:fs';
import path from 'node:path';

import { createInstance, type i18n } from 'i18next';
import { LRUCache } from 'lru-cache';

import { libFolders } from '../files/files';

export type Language = 'nl' | 'en';

let instance: i18n | undefined;

/** The texts of all libs: `libs/<lib>/locales/<language>.json`, each under the lib's own name. */
export function readLocales(language: Language): Record<string, unknown> {
  const texts: Record<string, unknown> = {};
  for (const lib of libFolders()) {
    const file = path.join(lib.path, 'locales', `${language}.json`);
    if (fs.existsSync(file)) texts[lib.name] = JSON.parse(fs.readFileSync(file, 'utf8'));
  }
  return texts;
}

function load(): i18n {
  const made = createInstance();
  void made.init({
    lng: 'nl',
    fallbackLng: 'nl',
    initAsync: false,
    resources: {
      nl: { translation: readLocales('nl') },
      en: { translation: readLocales('en') },
    },
    interpolation: { escapeValue: false },
    // Nobody is shown a name in braces; a test looks for what is not given.
    missingInterpolationHandler: () => '…',
  });
  return made;
}

/**
 * The text for a key, e.g. `enrolment.state.waitlisted`; Dutch unless asked otherwise.
 * A key without a text comes back as itself, and a test looks for those.
 */
export function t(
  key: string,
  params: Record<string, unknown> = {},
  language: Language = 'nl',
): string {
  instance ??= load();
  const template = templateOf(instance, key, params.count, language);
  if (!template.includes('{{')) return template;
  return (instance.services.interpolator as Interpolator).interpolate(
    template,
    params,
    language,
    {},
  );
}

interface Interpolator {
  interpolate(text: string, params: object, language: string, options: object): string;
}

/** Texts with their gaps still open; with numbers in the hundreds as many as a text has counts. */
const templates = new LRUCache<string, string>({ max: 10_000 });

// Which text a key and a count lead to is most of the work of i18next, and the same each time.
function templateOf(i18next: i18n, key: string, count: unknown, language: Language): string {
  const asked = `${language} ${typeof count === 'number' ? count : ''} ${key}`;
  const known = templates.get(asked);
  if (known !== undefined) return known;
  const found = i18next.t(key, {
    lng: language,
    ...(typeof count === 'number' && { count }),
    skipInterpolation: true,
  });
  templates.set(asked, found);
  return found;
}

/** Whether there is a text for the key. */
export function hasText(key: string, language: Language = 'nl'): boolean {
  instance ??= load();
  return instance.exists(key, { lng: language, fallbackLng: [] });
}
