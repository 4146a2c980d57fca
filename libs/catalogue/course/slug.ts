const LONGEST = 80;

/** What an address makes of a title: "Cyber: één dag" becomes `cyber-een-dag`. Never empty. */
export const slugOf = (title: string): string =>
  title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-|-$/g, '') || 'training';
