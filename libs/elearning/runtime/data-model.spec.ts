import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

import { ROOT } from '@academie/platform';

import { readSavedState } from './saved-state';

interface Api {
  loadFromJSON: (data: object, element: string) => void;
  renderCMIToJSONObject: () => { cmi: Record<string, unknown> };
}
/** An element, what is set, and what must be set before it. */
type Element = [element: string, value: string, ...before: [string, string][]];

const PAGE = path.join(ROOT, 'docs/elearning.md');
const ID12: [string, string] = ['cmi.interactions.0.id', 'i1'];
const ID: [string, string] = ['cmi.interactions.0.id', 'urn:i1'];
const TYPE: [string, string] = ['cmi.interactions.0.type', 'true-false'];
const OBJECTIVE: [string, string] = ['cmi.objectives.0.id', 'urn:o1'];
const COMMENT: [string, string] = ['cmi.comments_from_learner.0.comment', 'x'];

const WRITTEN: Record<'1.2' | '2004', Element[]> = {
  '1.2': [
    ['cmi.core.lesson_location', 'p7'],
    ['cmi.core.lesson_status', 'incomplete'],
    ['cmi.core.score.raw', '80'],
    ['cmi.core.score.min', '0'],
    ['cmi.core.score.max', '100'],
    ['cmi.suspend_data', 'é"x'.repeat(1000)],
    ['cmi.comments', 'goed'],
    ['cmi.objectives.0.id', 'o1'],
    ['cmi.objectives.0.status', 'passed', ['cmi.objectives.0.id', 'o1']],
    ['cmi.objectives.0.score.raw', '7', ['cmi.objectives.0.id', 'o1']],
    ['cmi.objectives.0.score.min', '0', ['cmi.objectives.0.id', 'o1']],
    ['cmi.objectives.0.score.max', '9', ['cmi.objectives.0.id', 'o1']],
    ['cmi.student_preference.audio', '5'],
    ['cmi.student_preference.language', 'nl'],
    ['cmi.student_preference.speed', '10'],
    ['cmi.student_preference.text', '1'],
  ],
  '2004': [
    ['cmi.comments_from_learner.0.comment', 'goed'],
    ['cmi.comments_from_learner.0.location', 'p2', COMMENT],
    ['cmi.comments_from_learner.0.timestamp', '2026-01-01T10:00:00', COMMENT],
    ['cmi.completion_status', 'incomplete'],
    ['cmi.success_status', 'failed'],
    ['cmi.location', 'p7'],
    ['cmi.progress_measure', '0.5'],
    ['cmi.score.scaled', '0.8'],
    ['cmi.score.raw', '80'],
    ['cmi.score.min', '0'],
    ['cmi.score.max', '100'],
    ['cmi.suspend_data', 'é"x'.repeat(20_000)],
    ['cmi.learner_preference.audio_level', '2'],
    ['cmi.learner_preference.language', 'nl'],
    ['cmi.learner_preference.delivery_speed', '1.5'],
    ['cmi.learner_preference.audio_captioning', '1'],
    ['cmi.objectives.0.id', 'urn:o1'],
    ['cmi.objectives.0.success_status', 'passed', OBJECTIVE],
    ['cmi.objectives.0.completion_status', 'completed', OBJECTIVE],
    ['cmi.objectives.0.progress_measure', '1', OBJECTIVE],
    ['cmi.objectives.0.description', 'doel', OBJECTIVE],
    ['cmi.objectives.0.score.scaled', '1', OBJECTIVE],
    ['cmi.objectives.0.score.raw', '9', OBJECTIVE],
    ['cmi.objectives.0.score.min', '0', OBJECTIVE],
    ['cmi.objectives.0.score.max', '9', OBJECTIVE],
    ['cmi.interactions.0.id', 'urn:i1'],
    ['cmi.interactions.0.type', 'true-false', ID],
    ['cmi.interactions.0.objectives.0.id', 'urn:o1', ID, TYPE],
    ['cmi.interactions.0.timestamp', '2026-01-01T10:00:00', ID, TYPE],
    ['cmi.interactions.0.correct_responses.0.pattern', 'true', ID, TYPE],
    ['cmi.interactions.0.weighting', '1', ID, TYPE],
    ['cmi.interactions.0.learner_response', 'true', ID, TYPE],
    ['cmi.interactions.0.result', 'correct', ID, TYPE],
    ['cmi.interactions.0.latency', 'PT5S', ID, TYPE],
    ['cmi.interactions.0.description', 'vraag', ID, TYPE],
  ],
};
/** What a part may set and not ask for: it stands in what is kept, at this place. */
const KEPT: Record<'1.2' | '2004', Element[]> = {
  '1.2': [
    ['cmi.core.exit', 'suspend'],
    ['cmi.core.session_time', '00:10:00'],
    ['cmi.interactions.0.id', 'i1'],
    ['cmi.interactions.0.objectives.0.id', 'o1', ID12],
    ['cmi.interactions.0.time', '10:00:00', ID12],
    ['cmi.interactions.0.type', 'true-false', ID12],
    ['cmi.interactions.0.correct_responses.0.pattern', 't', ID12],
    ['cmi.interactions.0.weighting', '1', ID12],
    ['cmi.interactions.0.student_response', 't', ID12],
    ['cmi.interactions.0.result', 'correct', ID12],
    ['cmi.interactions.0.latency', '00:00:05', ID12],
  ],
  '2004': [
    ['cmi.exit', 'suspend'],
    ['cmi.session_time', 'PT10M'],
  ],
};
/** What the academie says of its own accord, for a part that asks. */
const TOLD = {
  '1.2': `cmi.core.student_id, cmi.core.student_name, cmi.core.credit, cmi.core.entry, cmi.core.total_time,
    cmi.core.lesson_mode, cmi.launch_data, cmi.student_data.mastery_score, cmi.student_data.max_time_allowed,
    cmi.student_data.time_limit_action, cmi.comments_from_lms`,
  '2004': `cmi.learner_id, cmi.learner_name, cmi.credit, cmi.mode, cmi.entry, cmi.total_time, cmi.launch_data,
    cmi.scaled_passing_score, cmi.completion_threshold, cmi.max_time_allowed, cmi.time_limit_action,
    cmi.comments_from_lms._count`,
};

const versions = ['1.2', '2004'] as const;
const all = (table: Record<'1.2' | '2004', Element[]>) =>
  versions.flatMap((version) => table[version].map((element) => ({ version, element })));

/** The very file that the player brings to a browser. */
function newApi(version: '1.2' | '2004'): Api {
  const name = version === '1.2' ? 'scorm12' : 'scorm2004';
  const source = fs.readFileSync(
    path.join(ROOT, `node_modules/scorm-again/dist/${name}.min.js`),
    'utf8',
  );
  const scope: Record<string, unknown> = {};
  vm.compileFunction(source, ['window']).call(scope, scope);
  const Class = scope[version === '1.2' ? 'Scorm12API' : 'Scorm2004API'] as new (o: object) => Api;
  return new Class({
    autocommit: false,
    lmsCommitUrl: false,
    logLevel: 'NONE',
    mastery_override: false,
  });
}
const call = (api: Api, version: string, name: string, ...given: string[]): unknown =>
  (api as unknown as Record<string, (...all: string[]) => unknown>)[
    version === '1.2' ? `LMS${name}` : name
  ]!(...given);

/** Sets an element as a part does, and gives what the academie has of it afterwards. */
function saved(
  version: '1.2' | '2004',
  [element, value, ...before]: Element,
): Record<string, unknown> {
  const api = newApi(version);
  expect(call(api, version, 'Initialize', '')).toBe('true');
  for (const [name, said] of [...before, [element, value] as const])
    expect([name, call(api, version, 'SetValue', name, said)]).toEqual([name, 'true']);
  const { suspend_data: suspended = '', ...cmi } = api.renderCMIToJSONObject().cmi;
  const session = '0199a000-0000-7000-8000-000000000000';
  const head = JSON.stringify({ item: 'a', session, sequence: 1, ended: false, cmi });
  return readSavedState(`${head}\n${String(suspended)}`).cmi;
}

describe('the data model of SCORM', () => {
  it.each(all(WRITTEN))('$version keeps $element.0 and gives it back', ({ version, element }) => {
    const cmi = JSON.parse(JSON.stringify(saved(version, element))) as object;
    const again = newApi(version);
    again.loadFromJSON(cmi, 'cmi');
    call(again, version, 'Initialize', '');
    expect(call(again, version, 'GetValue', element[0])).toBe(element[1]);
  });

  it.each(all(KEPT))('$version keeps $element.0', ({ version, element }) => {
    let place: unknown = saved(version, element);
    for (const name of element[0].split('.').slice(1))
      place = (place as Record<string, unknown>)[name];
    expect(place).toBe(element[1]);
  });

  it('stands in the page about e-learning, element by element', () => {
    const names = (list: Element[]): string =>
      list.map(([element]) => `\`${element.replaceAll('.0.', '.n.')}\``).join(', ');
    const lines = versions.flatMap((version) => [
      `- SCORM ${version}, kept and given back: ${names(WRITTEN[version])}.`,
      `- SCORM ${version}, kept: ${names(KEPT[version])}.`,
      `- SCORM ${version}, told: ${TOLD[version]
        .split(/,\s+/)
        .map((one) => `\`${one}\``)
        .join(', ')}.`,
    ]);
    const written = `<!-- data model -->\n\n${lines.join('\n')}\n\n<!-- end of the data model -->`;
    const flat = (text: string): string => text.replace(/\s+/g, ' ');
    expect(flat(fs.readFileSync(PAGE, 'utf8'))).toContain(flat(written));
  });
});
