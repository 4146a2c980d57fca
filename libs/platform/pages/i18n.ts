import fs from 'node:fs';
import path from 'node:path';

import { createInstance, type i18n } from 'i18next';

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
  return instance.t(key, { ...params, lng: language });
}

/** Whether there is a text for the key. */
export function hasText(key: string, language: Language = 'nl'): boolean {
  instance ??= load();
  return instance.exists(key, { lng: language, fallbackLng: [] });
}
