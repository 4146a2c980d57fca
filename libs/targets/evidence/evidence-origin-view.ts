import { dutchNumber, mediumDate, timeOf } from '@academie/platform';

import { units } from '../plan/plan';
import type { TargetView } from '../value/target.queries';
import { gradeWords, targetCrumbs } from '../value/target-labels';
import type { Trace } from './evidence-origin.queries';

const KINDS: Record<Trace['kind'], string> = {
  held_event: 'Gehouden bijeenkomst',
  participation: 'Aanwezigheid',
  started: 'Begonnen met een cursus',
  completion: 'Cursus afgerond',
  started_total: 'Opgave van een aantal dat begon',
  completion_total: 'Opgave van een aantal dat afrondde',
  offered_course: 'Aanbod dat openstond',
  offered_programme: 'Programma dat openstond',
  act: 'Registratie',
};

/** What a journal action means, for who reads no code; others are shown as they are. */
const ACTIONS: Record<string, string> = {
  'register.closed': 'Presentielijst afgesloten',
  'register.reopened': 'Presentielijst heropend',
  'offering.held': 'Uitvoering gehouden',
  'offering.published': 'Uitvoering gepubliceerd',
  'offering.changed': 'Uitvoering gewijzigd',
  'course.published': 'Training gepubliceerd',
  'completion.recorded': 'Afronding vastgelegd',
  'act.recorded': 'Registratie vastgelegd',
  'import.finished': 'Bestand ingelezen',
  'enrolment.enrolled': 'Deelname vastgelegd',
  'person.merged': 'Personen samengevoegd',
  'person.unmerged': 'Samenvoeging teruggedraaid',
};

/** What the reader may open beside this page. */
export interface TraceReader {
  /** Organises or gives the offering: sees its participants and registers. */
  seesOffering: boolean;
  /** Reads the journal and every import. */
  seesJournal: boolean;
}

/** From a unit that counts to where it came from. */
export function traceView(
  target: TargetView,
  trace: Trace,
  reader: TraceReader,
  jobFunction: (code: string) => string,
): Record<string, unknown> {
  const measure = target.measures.find(({ code }) => code === trace.measure);
  const what = trace.source.course?.title ?? KINDS[trace.kind];
  return {
    title: `Herkomst van een bewijs van ${target.code}`,
    crumbs: targetCrumbs(target, 'Herkomst'),
    eyebrow: target.code,
    what,
    sentence: target.sentence,
    source: `Jaarplan ${target.year}, versie ${target.planVersion}, regel ${target.sourceLines.join(', ')}`,
    targetHref: `/doelen/${target.id}`,
    gone: trace.uncountedAt && `Dit telt sinds ${mediumDate(trace.uncountedAt)} niet meer mee.`,
    facts: [
      { term: 'Soort bewijs', text: KINDS[trace.kind] },
      { term: 'Gebeurd op', text: mediumDate(trace.occurredAt) },
      { term: 'Vastgelegd op', text: momentText(trace.recordedAt) },
      { term: 'Telt mee sinds', text: momentText(trace.countedAt) },
      { term: 'Telt voor', text: measure?.label ?? `het doel zelf (${units[target.unit].more})` },
      { term: 'Aantal', text: dutchNumber(trace.quantity) },
      { term: 'Zekerheid', text: gradeWords(trace.grade) },
      { term: 'Organisatie op dat moment', text: trace.organisation ?? 'geen' },
      ...(trace.functionCodes.length > 0
        ? [{ term: 'Functie', text: trace.functionCodes.map(jobFunction).join(', ') }]
        : []),
      ...factsOf(trace),
    ],
    links: linksOf(trace, reader),
    journal: trace.journal && {
      number: trace.journal.id,
      text: ACTIONS[trace.journal.action] ?? trace.journal.action,
      when: momentText(trace.journal.recordedAt),
      href: reader.seesJournal ? `/beheer/logboek?onderwerp=${trace.journal.subjectId}` : undefined,
    },
    versions: trace.versions.length > 1 && {
      columns: [{ label: 'Vastgelegd' }, { label: 'Organisatie' }, { label: 'Ingetrokken' }],
      rows: trace.versions.map(({ recordedAt, retractedAt, organisation }) => ({
        cells: [
          { text: momentText(recordedAt) },
          { text: organisation ?? 'geen', label: 'Organisatie' },
          {
            text: retractedAt ? momentText(retractedAt) : 'nee, dit geldt nu',
            label: 'Ingetrokken',
          },
        ],
      })),
    },
  };
}

function factsOf({ facts, kind }: Trace): { term: string; text: string }[] {
  const { present, municipalities, sessions, headcount } = facts;
  return [
    ...(present === undefined ? [] : [{ term: 'Aanwezig', text: dutchNumber(present) }]),
    ...(municipalities === undefined
      ? []
      : [{ term: 'Gemeenten', text: dutchNumber(municipalities) }]),
    ...(sessions === undefined || kind !== 'held_event'
      ? []
      : [{ term: 'Sessies', text: dutchNumber(sessions) }]),
    ...(headcount === undefined ? [] : [{ term: 'Bezoekers', text: dutchNumber(headcount) }]),
  ];
}

function linksOf(
  { source }: Trace,
  { seesOffering, seesJournal }: TraceReader,
): { href: string; text: string }[] {
  const links: { href: string; text: string }[] = [];
  if (source.offering && seesOffering) {
    for (const { id, startsAt } of source.offering.sessions)
      links.push({
        href: `/lesgeven/sessies/${id}`,
        text: `Presentielijst van ${mediumDate(startsAt)}`,
      });
    links.push({
      href: `/beheer/uitvoeringen/${source.offering.id}/deelnemers`,
      text: 'Deelnemers van deze uitvoering',
    });
  }
  if (source.type === 'act')
    links.push({ href: `/registraties/${source.id}`, text: 'De registratie' });
  if (source.importId && seesJournal)
    links.push({
      href: `/registraties/importen/${source.importId}`,
      text: 'Het bestand waar dit in stond',
    });
  if (source.course)
    links.push({ href: `/aanbod/${source.course.slug}`, text: 'De pagina van de training' });
  return links;
}

const momentText = (at: Date): string => `${mediumDate(at)}, ${timeOf(at)} uur`;
