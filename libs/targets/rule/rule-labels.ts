import { Injectable } from '@nestjs/common';

import { ActKinds } from '@academie/acts';
import { readYaml } from '@academie/platform';

import { RuleWords } from './rule-words';

interface Named {
  code?: string;
  slug?: string;
  name: string;
  themes?: Named[];
}

/** The Dutch names of the words that rules use. */
@Injectable()
export class RuleLabels {
  private readonly courseKinds: Map<string, string>;
  private readonly modes: Map<string, string>;
  private readonly tags = names(readYaml<Named[]>('libs/catalogue/course/tags.yaml'));
  private readonly functions = names(readYaml<Named[]>('libs/people/directory/functions.yaml'));
  private readonly themes = names(readYaml<Named[]>('libs/catalogue/course/themes.yaml'));

  constructor(
    private readonly actKinds: ActKinds,
    private readonly made: RuleWords,
  ) {
    const words = readYaml<{ kinds: Named[]; modes: Named[] }>(
      'libs/catalogue/course/course-kinds.yaml',
    );
    this.courseKinds = names(words.kinds);
    this.modes = names(words.modes);
  }

  courseKind(code: string): string {
    return this.courseKinds.get(code) ?? code;
  }

  mode(code: string): string {
    return this.modes.get(code) ?? code;
  }

  tag(code: string): string {
    return this.tags.get(code) ?? this.made.tag(code);
  }

  jobFunction(code: string): string {
    return this.functions.get(code) ?? this.made.jobFunction(code);
  }

  theme(slug: string): string {
    return this.themes.get(slug) ?? slug;
  }

  actKind(code: string): string {
    return this.actKinds.get(code)?.name ?? code;
  }

  milestone(code: string): string {
    return this.ofAct('subkinds', ['milestone'], code);
  }

  /** Of a subkind, status or flag of one of these kinds of act. */
  ofAct(list: 'subkinds' | 'statuses' | 'flags', kinds: readonly string[], code: string): string {
    const found = kinds
      .flatMap((kind) => this.actKinds.get(kind)?.[list] ?? [])
      .find((choice) => choice.code === code);
    return found?.name ?? code;
  }
}

const names = (list: readonly Named[]): Map<string, string> =>
  new Map(
    list.flatMap(({ code, slug, name, themes }) => [
      [code ?? slug ?? '', name] as const,
      ...(themes ? names(themes) : []),
    ]),
  );
