/** Where the lists of an offering live. */
export const listHome = (offeringId: string): string => `/beheer/uitvoeringen/${offeringId}/lijst`;

/** The pages of one offering for its organiser. */
export const offeringTabs = (
  offeringId: string,
  current: 'participants' | 'messages' | 'blocks',
): object[] => {
  const home = `/beheer/uitvoeringen/${offeringId}`;
  return [
    { key: 'participants', label: 'Deelnemers', href: `${home}/deelnemers` },
    { key: 'messages', label: 'Berichten', href: `${home}/berichten` },
    { key: 'blocks', label: 'Plekken vasthouden', href: `${home}/plekken` },
  ].map(({ key, ...tab }) => ({ ...tab, current: key === current }));
};
