import { newId, t } from '@academie/platform';

import type { LaunchedUnit } from '../cmi5/au-launch.service';
import type { LaunchMode } from '../cmi5/cmi5-terms';
import type { OpenLaunch } from '../launch/launch.service';
import type { PackageItem } from '../manifest/package-manifest';
import { cutBefore, hrefOf } from '../manifest/package-path';
import type { KeptState } from '../runtime/runtime.service';
import { beside, type Way } from '../runtime/sequencing';
import { jsonForScript } from './script-json';

/** The page that plays one part of a package, on the content host. */
export function playerView(
  launch: OpenLaunch,
  item: PackageItem,
  around: {
    token: string;
    kept: KeptState | undefined;
    done: ReadonlySet<string>;
    back: string | undefined;
    /** How a unit of cmi5 was launched. */
    unit: LaunchedUnit | undefined;
    /** Where its learner may go now. */
    ways: readonly Way[];
  },
): object {
  const { token, kept, done, back, unit, ways } = around;
  const base = `/l/${token}`;
  const itemHref = ({ key }: PackageItem): string =>
    `${base}/speler?onderdeel=${encodeURIComponent(key)}${back ? '&los=1' : ''}`;
  const [next, previous] = [beside(ways, item, 1), beside(ways, item, -1)];
  return {
    title: item.title === launch.lessonTitle ? item.title : `${item.title} – ${launch.lessonTitle}`,
    itemTitle: item.title,
    src: `${base}/bestanden/${hrefOf(item.file ?? '')}${withQuery(item.query, unit?.query ?? '')}`,
    ownWindow: item.au?.launchMethod === 'OwnWindow' && back === undefined,
    back,
    isTried: launch.enrolmentId === null,
    mode: unit && modeView(unit.mode, itemHref(item)),
    script: item.kind === 'sco' && `/l/speler/${launch.kind}.js`,
    items:
      ways.length > 1 &&
      ways
        .filter((way) => way.item === item || !way.isSkipped)
        .map((way) => ({
          key: way.item.key,
          title: way.item.title,
          href: way.isChosen && itemHref(way.item),
          isCurrent: way.item === item,
          isDone: done.has(way.item.key),
        })),
    next: next && {
      key: next.key,
      href: itemHref(next),
      label: t('elearning.player.next', { title: next.title }),
    },
    settings: jsonForScript({
      kind: launch.kind,
      item: item.key,
      address: `${base}/stand`,
      end: `${base}/einde`,
      session: newId(),
      ...(launch.kind === 'scorm2004' && { valid: requestsIn(ways, item, { next, previous }) }),
      cmi: launch.kind === 'scorm12' ? cmi12(launch, item, kept) : cmi2004(launch, item, kept),
    }),
  };
}

/**
 * Which requests a part may make, as it asks for them (`adl.nav.request_valid`): as things stand when it opens. What is
 * closed now may open by what the part does, so that is unknown.
 */
function requestsIn(
  ways: readonly Way[],
  item: PackageItem,
  { next, previous }: { next: PackageItem | undefined; previous: PackageItem | undefined },
): object {
  const place = ways.findIndex((way) => way.item === item);
  const isFirst = place === 0 || item.sequencing?.forwardOnly === true;
  return {
    continue: next ? 'true' : place === ways.length - 1 ? 'false' : 'unknown',
    previous: previous ? 'true' : isFirst ? 'false' : 'unknown',
    choices: ways.filter(({ isChosen }) => isChosen).map((way) => way.item.key),
  };
}

/** How a unit of cmi5 was opened, and the other way to open it. */
function modeView(mode: LaunchMode, href: string): object {
  const other = mode === 'Normal' ? 'Browse' : 'Normal';
  return {
    text: mode !== 'Normal' && t(`elearning.player.mode.${mode}`),
    href: `${href}&wijze=${other}`,
    label: t(`elearning.player.open-as.${other}`),
  };
}

/** What the part finds when it begins: what it kept, and what it may know (SCORM 1.2 RTE, section 3.4). */
function cmi12(launch: OpenLaunch, { sco }: PackageItem, kept: KeptState | undefined): object {
  const data = kept?.data ?? {};
  const core = (data.core ?? {}) as Record<string, unknown>;
  const { lesson_location, lesson_status, score } = core;
  return {
    ...data,
    core: {
      lesson_location: lesson_location ?? '',
      lesson_status: lesson_status ?? 'not attempted',
      score: score ?? {},
      student_id: learnerId(launch),
      student_name: launch.personName ?? t('elearning.player.nobody'),
      credit: 'credit',
      lesson_mode: 'normal',
      entry: entryOf(kept),
      total_time: clockOf(kept?.seconds ?? 0),
    },
    launch_data: sco?.launchData ?? '',
    student_data: {
      mastery_score: sco?.passingScore?.toString() ?? '',
      max_time_allowed: sco?.maxTimeAllowed ?? '',
      time_limit_action: sco?.timeLimitAction ?? '',
    },
  };
}

/** As `cmi12` (SCORM 2004 RTE, section 4.2). */
function cmi2004(launch: OpenLaunch, { sco }: PackageItem, kept: KeptState | undefined): object {
  const { exit: _exit, session_time: _time, ...data } = kept?.data ?? {};
  return {
    ...data,
    learner_id: learnerId(launch),
    learner_name: launch.personName ?? t('elearning.player.nobody'),
    credit: 'credit',
    mode: 'normal',
    entry: entryOf(kept),
    total_time: `PT${kept?.seconds ?? 0}S`,
    launch_data: sco?.launchData ?? '',
    scaled_passing_score: sco?.passingScore?.toString() ?? '',
    completion_threshold: sco?.completionThreshold?.toString() ?? '',
    max_time_allowed: sco?.maxTimeAllowed ?? '',
    time_limit_action: sco?.timeLimitAction ?? 'continue,no message',
  };
}

// What a unit of cmi5 is launched with comes behind what its publisher wrote there.
function withQuery(own: string, query: string): string {
  if (!query) return own;
  const [before, hash] = cutBefore(own, /#/);
  return `${before}${before.includes('?') ? '&' : '?'}${query}${hash}`;
}

// No id of ours leaves: this one says nothing anywhere else.
const learnerId = ({ enrolmentId }: OpenLaunch): string => enrolmentId ?? 'voorbeeld';

const entryOf = (kept: KeptState | undefined): string => {
  if (!kept) return 'ab-initio';
  return kept.ended ? '' : 'resume';
};

const clockOf = (seconds: number): string =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part, nth) => String(part).padStart(nth === 0 ? 4 : 2, '0'))
    .join(':');
