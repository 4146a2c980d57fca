import fs from 'node:fs';
import path from 'node:path';

import { type Vocabulary, vocabularyFrom } from '../rule/rule-vocabulary';

/** The vocabulary of this release; `libs` is the folder with all libs in the checkout. */
export function readVocabulary(libs: string): Vocabulary {
  const read = (file: string) => fs.readFileSync(path.join(libs, file), 'utf8');
  return vocabularyFrom({
    themes: read('catalogue/course/themes.yaml'),
    courseKinds: read('catalogue/course/course-kinds.yaml'),
    tags: read('catalogue/course/tags.yaml'),
    functions: read('people/directory/functions.yaml'),
    actKinds: read('acts/kind/act-kinds.yaml'),
  });
}

/** The text of a year plan that comes with the release, or undefined when there is none. */
export function readPlanText(libs: string, year: number): string | undefined {
  const file = path.join(libs, 'targets/plan/jaarplan', `${year}.yaml`);
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}
