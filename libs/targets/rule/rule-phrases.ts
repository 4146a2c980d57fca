import { Injectable } from '@nestjs/common';

import { t } from '@academie/platform';

import type { ActFilter, CourseFilter } from './rule-filters';
import { RuleLabels } from './rule-labels';

/** The parts that the Dutch sentences of rules have in common. */
@Injectable()
export class RulePhrases {
  constructor(private readonly labels: RuleLabels) {}

  courses(filter: CourseFilter): string {
    const { labels } = this;
    const kinds = filter.kinds?.map((code) => lower(labels.courseKind(code)));
    const modes = filter.modes?.map((code) => lower(labels.mode(code)));
    const themes = filter.themes?.map((slug) => labels.theme(slug));
    const tags = filter.tags?.map((code) => `“${labels.tag(code)}”`);
    const without = filter.withoutTags?.map((code) => `“${labels.tag(code)}”`);
    const audiences = filter.audiences?.map((code) => lower(labels.jobFunction(code)));
    const parts = [
      kinds ? either(kinds) : t('targets.rule.course.any-kind'),
      modes && t('targets.rule.course.modes', { list: either(modes) }),
      themes && t('targets.rule.course.themes', { list: either(themes) }),
      tags && t('targets.rule.course.tags', { list: both(tags) }),
      without && t('targets.rule.course.without-tags', { list: both(without) }),
      audiences && t('targets.rule.course.audiences', { list: either(audiences) }),
    ];
    return parts.filter(Boolean).join(', ');
  }

  acts({ actKinds, subkinds, statuses, flags }: ActFilter): string {
    const options = (list: 'subkinds' | 'statuses', codes: string[]): string =>
      either(codes.map((code) => lower(this.labels.ofAct(list, actKinds, code))));
    const parts = [
      `“${either(actKinds.map((code) => this.labels.actKind(code)))}”`,
      subkinds && options('subkinds', subkinds),
      statuses && t('targets.rule.act.statuses', { list: options('statuses', statuses) }),
      ...Object.entries(flags ?? {}).map(([code, isSet]) =>
        t(`targets.rule.act.flag-${isSet ? 'yes' : 'no'}`, {
          flag: this.labels.ofAct('flags', actKinds, code),
        }),
      ),
    ];
    return parts.filter(Boolean).join(', ');
  }

  functions(codes: string[]): string {
    return either(codes.map((code) => this.labels.jobFunction(code)));
  }

  milestone(code: string): string {
    return this.labels.milestone(code);
  }
}

/** "a, b of c" */
export const either = (words: readonly string[]): string => list(words, t('targets.rule.or'));
const both = (words: readonly string[]): string => list(words, t('targets.rule.and'));
const list = (words: readonly string[], last: string): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;

/** With a small first letter, for inside a sentence; abbreviations and names keep their capitals. */
export const lower = (text: string): string =>
  /^[A-Z][a-zé]/.test(text) && !/^(Living|Zorg|Wet|Burgemeester of)/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
