import { readYaml } from '@academie/platform';

interface Centre {
  code: string;
  north: number;
  east: number;
}

/** Kilometres that can be chosen. */
export const DISTANCES = [10, 25, 50] as const;

const CENTRES = readYaml<Centre[]>('libs/catalogue/nearby/municipality-centres.yaml');
const KM_PER_DEGREE = 111.2;

/** The codes of the municipalities whose main places lie within so many kilometres of that of `code`, itself included. */
export function municipalitiesNear(code: string, kilometres: number): string[] {
  const from = CENTRES.find((one) => one.code === code);
  if (!from) return [code];
  return CENTRES.filter((one) => distance(from, one) <= kilometres).map((one) => one.code);
}

// A plane is near enough to the globe at this size; a degree to the east is shorter up here.
function distance(from: Centre, to: Centre): number {
  const north = (to.north - from.north) * KM_PER_DEGREE;
  const scale = Math.cos((from.north * Math.PI) / 180);
  return Math.hypot(north, (to.east - from.east) * KM_PER_DEGREE * scale);
}
