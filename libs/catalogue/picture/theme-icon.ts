/** Signs of themes, by their slugs; each stands in the sprite of icons. */
export const THEME_ICONS: Readonly<Record<string, string>> = {
  'riec-kern': 'network',
  'informatie-naar-inzicht': 'network',
  kennismakelaar: 'book',
  'weerbaarheid-overheid': 'shield',
  casusondersteuning: 'people',
  drugs: 'flask',
  'criminele-geldstromen': 'coins',
  mensenhandel: 'hand',
  'weerbare-jeugd': 'sprout',
  cyber: 'laptop',
  'cyber-eigen-huis': 'shield',
  'cyber-incidenten': 'laptop',
  'cyber-gedigitaliseerd': 'laptop',
  'cyber-ordeverstoringen': 'megaphone',
  mor: 'megaphone',
  'mor-lokaal': 'megaphone',
  'mor-netwerk': 'network',
  'mor-integraal': 'people',
};

/** The sign of a theme; of one that is new or unknown that of learning. */
export const themeIcon = (slug: string | null | undefined): string =>
  THEME_ICONS[slug ?? ''] ?? 'book';
