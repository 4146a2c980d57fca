import { dutchNumber, mediumDate, timeOf } from '@academie/platform';

import { units } from '../plan/plan';
import type { TargetView } from '../value/target.queries';
import { gradeWords, targetCrumbs } from '../value/target-labels';
import type { CountedEvidence } from './evidence-origin.queries';

const KINDS: Record<CountedEvidence['kind'], string> = {
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
  'register.corrected': 'Presentielijst gecorrigeerd',
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
export interface EvidenceReader {
  /** Organises or gives the offering: sees its participants and registers. */
  seesOffering: boolean;
  /** Reads the journal and every import. */
  seesJournal: boolean;
}

/** From a unit that counts to where it came from. */
export function evidenceOriginView(
  target: TargetView,
  counted: CountedEvidence,
  reader: EvidenceReader,
  jobFunction: (code: string) => string,
): Record<string, unknown> {
  const measure = target.measures.find(({ code }) => code === counted.measure);
  const what = counted.source.course?.title ?? KINDS[counted.kind];
  return {
    title: `Herkomst van een bewijs van ${target.code}`,
    crumbs: targetCrumbs(target, 'Herkomst'),
    eyebrow: target.code,
    what,
    sentence: target.sentence,
    source: `Jaarplan ${target.year}, versie ${target.planVersion}, regel ${target.sourceLines.join(', ')}`,
    targetHref: `/doelen/${target.id}`,
    gone: counted.uncountedAt && `Dit telt sinds ${mediumDate(counted.uncountedAt)} niet meer mee.`,
    facts: [
      { term: 'Soort bewijs', text: KINDS[counted.kind] },
      { term: 'Gebeurd op', text: mediumDate(counted.occurredAt) },
      { term: 'Vastgelegd op', text: momentText(counted.recordedAt) },
      { term: 'Telt mee sinds', text: momentText(counted.countedAt) },
      { term: 'Telt voor', text: measure?.label ?? `het doel zelf (${units[target.unit].more})` },
      { term: 'Aantal', text: dutchNumber(counted.quantity) },
      { term: 'Zekerheid', text: gradeWords(counted.grade) },
      { term: 'Organisatie op dat moment', text: counted.organisation ?? 'geen' },
      ...(counted.functionCodes.length > 0
        ? [{ term: 'Functie', text: counted.functionCodes.map(jobFunction).join(', ') }]
        : []),
      ...factsOf(counted),
    ],
    links: linksOf(counted, reader),
    journal: counted.journal && {
      number: counted.journal.id,
      text: ACTIONS[counted.journal.action] ?? counted.journal.action,
      when: momentText(counted.journal.recordedAt),
      href: reader.seesJournal
        ? `/beheer/logboek?onderwerp=${counted.journal.subjectId}`
        : undefined,
    },
    versions: counted.versions.length > 1 && {
      columns: [{ label: 'Vastgelegd' }, { label: 'Organisatie' }, { label: 'Ingetrokken' }],
      rows: counted.versions.map(({ recordedAt, retractedAt, organisation }) => ({
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

function factsOf({ facts, kind }: CountedEvidence): { term: string; text: string }[] {
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
  { source }: CountedEvidence,
  { seesOffering, seesJournal }: EvidenceReader,
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
