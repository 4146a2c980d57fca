import { t } from '@academie/platform';

/** What a value is counted in. The Dutch words are `unit.*` in the texts of this lib. */
export const UNITS = [
  'acts',
  'controls',
  'courses',
  'events',
  'houses',
  'milestones',
  'municipalities',
  'parts',
  'percent',
  'persons',
  'publications',
  'quarters',
] as const;

export type Unit = (typeof UNITS)[number];

/** The Dutch word for so many of a unit; without a count the plural. */
export const unitText = (unit: Unit, count = 2): string => t(`targets.unit.${unit}`, { count });
