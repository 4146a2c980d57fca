import { t } from '@academie/platform';

/** Where the lists of an offering live. */
export const listHome = (offeringId: string): string => `/beheer/uitvoeringen/${offeringId}/lijst`;

/** The pages of one offering: for coordinators too, but for what only its organiser may see. */
export const offeringTabs = (
  offeringId: string,
  current: 'participants' | 'messages' | 'blocks' | 'access',
  organises: boolean,
): object[] => {
  const home = `/beheer/uitvoeringen/${offeringId}`;
  return [
    { key: 'participants', label: t('enrolment.tab.participants'), href: `${home}/deelnemers` },
    { key: 'messages', label: t('enrolment.tab.messages'), href: `${home}/berichten` },
    { key: 'blocks', label: t('enrolment.tab.blocks'), href: `${home}/plekken` },
    ...(organises
      ? [
          {
            key: 'access',
            label: t('enrolment.who-sees.title'),
            href: `/uitvoeringen/${offeringId}/wie-ziet-wat`,
          },
        ]
      : []),
  ].map(({ key, ...tab }) => ({ ...tab, current: key === current }));
};
