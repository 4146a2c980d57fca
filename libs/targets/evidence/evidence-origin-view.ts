import { dutchNumber, mediumDate, t, timeOf } from '@academie/platform';

import { unitText } from '../rule/unit';
import type { TargetView } from '../value/target.queries';
import { gradeWords, sourceText, targetCrumbs } from '../value/target-labels';
import type { CountedEvidence } from './evidence-origin.queries';

const KINDS: Record<CountedEvidence['kind'], string> = {
  held_event: t('targets.origin.kind.held_event'),
  participation: t('targets.origin.kind.participation'),
  started: t('targets.origin.kind.started'),
  completion: t('targets.origin.kind.completion'),
  started_total: t('targets.origin.kind.started_total'),
  completion_total: t('targets.origin.kind.completion_total'),
  offered_course: t('targets.origin.kind.offered_course'),
  offered_programme: t('targets.origin.kind.offered_programme'),
  act: t('targets.origin.kind.act'),
};

/** What a journal action means, for who reads no code; others are shown as they are. */
const ACTIONS: Record<string, string> = {
  'register.closed': t('targets.journal.register-closed'),
  'register.corrected': t('targets.journal.register-corrected'),
  'register.reopened': t('targets.journal.register-reopened'),
  'offering.held': t('targets.journal.offering-held'),
  'offering.published': t('targets.journal.offering-published'),
  'offering.changed': t('targets.journal.offering-changed'),
  'course.published': t('targets.journal.course-published'),
  'completion.recorded': t('targets.journal.completion-recorded'),
  'act.recorded': t('targets.journal.act-recorded'),
  'proof-file.confirmed': t('targets.journal.proof-file-confirmed'),
  'proof-file.removed': t('targets.journal.proof-file-removed'),
  'import.finished': t('targets.journal.import-finished'),
  'import.partly-counted': t('targets.journal.import-finished'),
  'import.undone': t('targets.journal.import-undone'),
  'enrolment.enrolled': t('targets.journal.enrolment-enrolled'),
  'person.merged': t('targets.journal.person-merged'),
  'person.unmerged': t('targets.journal.person-unmerged'),
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
    title: t('targets.origin.title', { code: target.code }),
    crumbs: targetCrumbs(target, t('targets.label.origin')),
    eyebrow: target.code,
    what,
    sentence: target.sentence,
    source: sourceText(target),
    targetHref: `/doelen/${target.id}`,
    gone:
      counted.uncountedAt &&
      t('targets.origin.uncounted', { day: mediumDate(counted.uncountedAt) }),
    facts: [
      { term: t('targets.origin.kind-of-evidence'), text: KINDS[counted.kind] },
      { term: t('targets.origin.occurred-on'), text: mediumDate(counted.occurredAt) },
      { term: t('targets.origin.recorded-on'), text: momentText(counted.recordedAt) },
      { term: t('targets.origin.counted-since'), text: momentText(counted.countedAt) },
      {
        term: t('targets.origin.counts-for'),
        text: measure?.label ?? t('targets.origin.itself', { unit: unitText(target.unit) }),
      },
      { term: t('targets.label.quantity'), text: dutchNumber(counted.quantity) },
      { term: t('targets.label.certainty'), text: gradeWords(counted.grade) },
      {
        term: t('targets.origin.organisation'),
        text: counted.organisation ?? t('targets.value.none'),
      },
      ...(counted.functionCodes.length > 0
        ? [
            {
              term: t('targets.label.function'),
              text: counted.functionCodes.map(jobFunction).join(', '),
            },
          ]
        : []),
      ...factsOf(counted),
    ],
    links: linksOf(target, counted, reader),
    journal: counted.journal && {
      number: counted.journal.id,
      text: ACTIONS[counted.journal.action] ?? counted.journal.action,
      when: momentText(counted.journal.recordedAt),
      href: reader.seesJournal
        ? `/beheer/logboek?onderwerp=${counted.journal.subjectId}`
        : undefined,
    },
    versions: counted.versions.length > 1 && {
      columns: [
        { label: t('targets.label.recorded') },
        { label: t('targets.label.organisation') },
        { label: t('targets.label.retracted') },
      ],
      rows: counted.versions.map(({ recordedAt, retractedAt, organisation }) => ({
        cells: [
          { text: momentText(recordedAt) },
          { text: organisation ?? t('targets.value.none'), label: t('targets.label.organisation') },
          {
            text: retractedAt ? momentText(retractedAt) : t('targets.origin.current'),
            label: t('targets.label.retracted'),
          },
        ],
      })),
    },
  };
}

function factsOf({ facts, kind }: CountedEvidence): { term: string; text: string }[] {
  const { present, municipalities, sessions, headcount } = facts;
  return [
    ...(present === undefined
      ? []
      : [{ term: t('targets.label.present'), text: dutchNumber(present) }]),
    ...(municipalities === undefined
      ? []
      : [{ term: t('targets.label.municipalities'), text: dutchNumber(municipalities) }]),
    ...(sessions === undefined || kind !== 'held_event'
      ? []
      : [{ term: t('targets.label.sessions'), text: dutchNumber(sessions) }]),
    ...(headcount === undefined
      ? []
      : [{ term: t('targets.label.visitors'), text: dutchNumber(headcount) }]),
  ];
}

function linksOf(
  target: TargetView,
  { id, source }: CountedEvidence,
  { seesOffering, seesJournal }: EvidenceReader,
): { href: string; text: string }[] {
  const links: { href: string; text: string }[] = [];
  if (source.offering && seesOffering) {
    for (const { id, startsAt } of source.offering.sessions)
      links.push({
        href: `/lesgeven/sessies/${id}`,
        text: t('targets.origin.register', { startsAt: mediumDate(startsAt) }),
      });
    links.push({
      href: `/beheer/uitvoeringen/${source.offering.id}/deelnemers`,
      text: t('targets.origin.participants'),
    });
  }
  if (source.offering && seesJournal)
    links.push({
      href: `/doelen/${target.id}/bewijs/${id}/presentie`,
      text: t('targets.origin.pseudonymous-register'),
    });
  if (source.type === 'act')
    links.push({ href: `/registraties/${source.id}`, text: t('targets.origin.act') });
  if (source.importId && seesJournal)
    links.push({
      href: `/registraties/importen/${source.importId}`,
      text: t('targets.origin.file'),
    });
  if (source.course)
    links.push({ href: `/aanbod/${source.course.slug}`, text: t('targets.origin.course-page') });
  return links;
}

const momentText = (at: Date): string =>
  t('targets.origin.hour', { day: mediumDate(at), time: timeOf(at) });
