import { Injectable } from '@nestjs/common';

import type {
  ActFilter,
  CourseFilter,
  CoverageEvidence,
  DistinctPersonsRule,
  HeldEventsRule,
  PartRule,
  Rule,
} from './rule';
import { RuleLabels } from './rule-labels';

/** How something counts, in plain Dutch: what is counted, and what else holds. */
export interface RuleDescription {
  counts: string;
  conditions: string[];
}

const HELD =
  'Gehouden betekent: niet vervallen, de laatste sessie is voorbij en de presentielijst is gesloten. Wie de training geeft, telt niet als deelnemer.';
const REFERENCES = {
  municipality: 'gemeenten',
  care_and_safety_house: 'Zorg- en Veiligheidshuizen',
} as const;
const MOMENTS = {
  started: 'begonnen aan',
  completed: 'klaar zijn met',
  attended: 'aanwezig waren bij',
} as const;

/** Tells a rule to people. */
@Injectable()
export class RuleDescriber {
  constructor(private readonly labels: RuleLabels) {}

  describe(rule: Rule): RuleDescription {
    switch (rule.type) {
      case 'held_events':
        return { counts: `Telt ${this.events(rule)}.`, conditions: this.heldConditions(rule) };
      case 'published_courses':
        return {
          counts: `Telt ${rule.count === 'courses' ? 'verschillende cursussen' : 'uitvoeringen'} waarvoor inschrijven kon of die meteen te starten waren: ${this.courses(rule)}.`,
          conditions: ['Een dag in de periode is genoeg. Vervallen aanbod telt niet.'],
        };
      case 'distinct_persons':
        return this.persons(rule);
      case 'coverage':
        return {
          counts: `Telt ${REFERENCES[rule.reference]}, elk één keer, op grond van ${either(rule.by.map((by) => this.evidence(by)))}.`,
          conditions: [
            'De organisatie is die van het moment zelf: wie later ergens anders gaat werken, verandert niets.',
            'Wat een gemeente deed voor een samenvoeging, telt voor de nieuwe gemeente.',
          ],
        };
      case 'act_count':
        return {
          counts: `Telt ${rule.count === 'quantity' ? 'de aantallen in registraties' : 'registraties'} van ${this.acts(rule)}.`,
          conditions: ['Een ingetrokken registratie telt niet.'],
        };
      case 'per_quarter': {
        const inner = this.describe(rule.count);
        return {
          counts: `Telt kwartalen met minstens ${rule.min}: ${lower(inner.counts.replace(/^Telt /, ''))}`,
          conditions: ['Wat er in een kwartaal meer is, schuift niet door.', ...inner.conditions],
        };
      }
      case 'ratio':
        return {
          counts: `Deelt het aantal registraties van ${this.acts(rule.numerator)} door het aantal van ${this.acts(rule.denominator)}.`,
          conditions: [
            'Zonder registraties om door te delen is de uitkomst onbepaald, nooit 100 %.',
          ],
        };
      case 'milestone':
        return {
          counts: `Telt als de mijlpaal “${this.labels.ofAct('subkinds', ['milestone'], rule.milestone)}” is vastgelegd, met het stuk waaruit dat blijkt.`,
          conditions: rule.published
            ? [
                `Pas als er ook ${rule.published.offer === 'course' ? 'een cursus' : 'een leergang'} openstaat: ${this.courses(rule.published)}.`,
              ]
            : [],
        };
      case 'all_of':
        return {
          counts: 'Telt de onderdelen die minstens één keer zijn gehaald.',
          conditions: rule.parts.map(
            ({ label, anyOf }) => `${label}: ${either(anyOf.map((part) => this.part(part)))}.`,
          ),
        };
      default:
        return rule satisfies never;
    }
  }

  private heldConditions(rule: HeldEventsRule): string[] {
    return [
      HELD,
      `Minstens ${rule.minPresent === 1 ? 'één aanwezige' : `${rule.minPresent} aanwezigen`}${
        rule.minMunicipalities ? `, uit minstens ${rule.minMunicipalities} gemeenten` : ''
      }.`,
      'Een bijeenkomst van meer dagen telt één keer, op de dag van de laatste sessie.',
      ...(rule.each ?? []).map(({ label }) => `Daarbij hoort er minstens één: ${lower(label)}.`),
    ];
  }

  private persons(rule: DistinctPersonsRule): RuleDescription {
    const { functions, baseline } = rule;
    const courses = this.courses({ tags: rule.courseTags, kinds: rule.courseKinds });
    return {
      counts: `Telt mensen die ${rule.moment === 'started' ? 'zijn ' : ''}${MOMENTS[rule.moment]} ${courses}${
        functions
          ? `, met de functie ${either(functions.map((code) => this.labels.jobFunction(code)))}`
          : ''
      }.`,
      conditions: [
        'Iedereen telt één keer, ook na een tweede deelname. Alleen wie bij een organisatie van de academie werkt.',
        ...(baseline
          ? [
              'Wie voor deze periode al meedeed, telt niet. Zonder vastgelegde nulstand is het onbepaald.',
            ]
          : []),
        'Totalen zonder namen (graad C) staan apart en worden nooit opgeteld.',
      ],
    };
  }

  private part(rule: PartRule): string {
    if (rule.type === 'held_events') return this.events(rule);
    if (rule.type === 'act_count') return `een registratie van ${this.acts(rule)}`;
    return lower(
      this.describe(rule)
        .counts.replace(/^Telt (als )?/, '')
        .replace(/\.$/, ''),
    );
  }

  private evidence(by: CoverageEvidence): string {
    const confirmed = by.confirmation ? ', nadat een themaleider dit bevestigde' : '';
    switch (by.evidence) {
      case 'act':
        return `${by.latest ? 'de laatste stand' : 'een registratie'} van ${this.acts(by)}${confirmed}`;
      case 'attendance': {
        const functions = by.functions
          ? ` van een ${either(by.functions.map((code) => this.labels.jobFunction(code)))}`
          : '';
        return `aanwezigheid${functions} bij ${this.courses(by)}${confirmed}`;
      }
      case 'completion':
        return `een afronding van ${this.courses({ tags: by.courseTags, kinds: by.courseKinds })}${confirmed}`;
      default:
        return by satisfies never;
    }
  }

  private events(rule: HeldEventsRule): string {
    return `gehouden bijeenkomsten: ${this.courses(rule)}`;
  }

  private courses(filter: CourseFilter): string {
    const { labels } = this;
    const parts = [
      filter.kinds
        ? either(filter.kinds.map((code) => lower(labels.courseKind(code))))
        : 'elke soort aanbod',
      filter.modes && `vorm ${either(filter.modes.map((code) => lower(labels.mode(code))))}`,
      filter.themes && `thema ${either(filter.themes.map((slug) => labels.theme(slug)))}`,
      filter.tags && `label ${both(filter.tags.map((code) => `“${labels.tag(code)}”`))}`,
      filter.withoutTags &&
        `zonder label ${both(filter.withoutTags.map((code) => `“${labels.tag(code)}”`))}`,
      filter.audiences &&
        `bedoeld voor ${either(filter.audiences.map((code) => lower(labels.jobFunction(code))))}`,
    ];
    return parts.filter(Boolean).join(', ');
  }

  private acts(filter: ActFilter): string {
    const { labels } = this;
    const { actKinds } = filter;
    const of = (list: 'subkinds' | 'statuses', codes?: string[]): string | undefined =>
      codes && either(codes.map((code) => lower(labels.ofAct(list, actKinds, code))));
    const flags = Object.entries(filter.flags ?? {}).map(
      ([flag, yes]) => `“${labels.ofAct('flags', actKinds, flag)}”: ${yes ? 'ja' : 'nee'}`,
    );
    const subkinds = of('subkinds', filter.subkinds);
    const statuses = of('statuses', filter.statuses);
    const kinds = either(actKinds.map((code) => labels.actKind(code)));
    return [`“${kinds}”`, subkinds, statuses && `stand ${statuses}`, ...flags]
      .filter(Boolean)
      .join(', ');
  }
}

const list = (words: readonly string[], last: string): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
const either = (words: readonly string[]): string => list(words, 'of');
const both = (words: readonly string[]): string => list(words, 'en');

// Abbreviations and names keep their capitals.
const lower = (text: string): string =>
  /^[A-Z][a-zé]/.test(text) && !/^(Living|Zorg|Wet|Burgemeester of)/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
