import { mediumDate, momentOn, t } from '@academie/platform';

import type { CountedFor } from '../act/act-counting';
import type { ActKind } from '../kind/act-kind';
import type { ActDetail } from '../act/act.queries';
import { fieldName, flagNames, nameIn, summaryOf } from '../act/act-labels';

interface Fact {
  term: string;
  text: string;
  href?: string;
}

/** The page of one act. */
export function detailView(detail: ActDetail, kind: ActKind | undefined): object {
  const { act, chain, mayChange } = detail;
  return {
    title: summaryOf(kind, act),
    crumbs: [{ href: '/registraties', label: 'Registraties' }, { label: kind?.name ?? act.kind }],
    summary: summaryOf(kind, act),
    about: kind?.description,
    facts: factsView(detail, kind),
    retracted: act.retractedAt && {
      why: act.retractReason ? t(`acts.reason.${act.retractReason}`) : '',
      replacedHref: chain.replacedById && `/registraties/${chain.replacedById}`,
    },
    replacesHref: chain.replacesId && `/registraties/${chain.replacesId}`,
    history: detail.history.map(({ at, action, reason, by }) => ({
      time: mediumDate(at),
      dateTime: at.toISOString(),
      label: t(`acts.action.${action}`),
      ...(reason && { text: t(`acts.reason.${reason}`) }),
      ...(by && { by }),
    })),
    ...(mayChange && {
      correctHref: `/registraties/${act.id}/corrigeren`,
      correctLabel:
        kind && kind.statuses.length > 0 ? 'Stand wijzigen of verbeteren' : 'Verbeteren',
      retractHref: `/registraties/${act.id}/intrekken`,
    }),
  };
}

/** For what an act counts, or why it counts for nothing. */
export function countedView(
  { act }: ActDetail,
  where: 'counted' | 'closed' | 'outside',
  counted: readonly CountedFor[],
  linked: boolean,
): object {
  return {
    isOutside: where === 'outside' && !act.retractedAt,
    isClosedYear: where === 'closed' && !act.retractedAt,
    counted: counted.map(({ targetId, code, title }) => ({
      label: `${code} ${title}`,
      href: linked ? `/doelen/${targetId}` : undefined,
    })),
  };
}

function factsView({ act, chain }: ActDetail, kind: ActKind | undefined): Fact[] {
  const facts: (Fact | undefined)[] = [
    { term: 'Datum', text: mediumDate(momentOn(act.occurredOn, '12:00')) },
    fact(fieldName('organisation', kind), act.organisations.join(', ')),
    fact('Team', nameIn(kind?.teams, act.team)),
    fact('Onderwerp', nameIn(kind?.subkinds, act.subkind)),
    fact('Stand', nameIn(kind?.statuses, act.status)),
    fact('Bijzonderheden', flagNames(kind, act.flags).join(', ')),
    kind?.quantity && { term: 'Aantal', text: String(act.quantity) },
    fact('Aantal bezoekers', act.headcount === null ? '' : String(act.headcount)),
    fact('Doel', nameIn(kind?.targets, act.target)),
    fact('Eigen nummer', act.reference ?? ''),
    act.document ? { term: 'Stuk', text: act.document.title, href: act.document.url } : undefined,
    { term: 'Betrouwbaarheid', text: t(`acts.grade.${act.grade}`) },
    act.source === 'own' ? undefined : { term: 'Bron', text: act.source },
    fact('Extern nummer', chain.externalId?.startsWith('content:') ? '' : (chain.externalId ?? '')),
  ];
  return facts.filter((one): one is Fact => one !== undefined);
}

const fact = (term: string, text: string): Fact | undefined => (text ? { term, text } : undefined);
