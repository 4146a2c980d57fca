import { createHmac } from 'node:crypto';

import { readYaml } from '@academie/platform';

const WORDS: readonly string[] = readYaml<string[]>('libs/attendance/check-in/room-words.yaml');
/** Of 128 words three make two million codes; each is tried among a person's own sessions only. */
const HOW_MANY = 3;

/** The code of a room in words, for who has no camera: another one with each step of the code on the screen. */
export function roomWords(secret: Buffer, sessionId: string, step: number): string {
  const bytes = createHmac('sha256', secret).update(`room\0${sessionId}\0${step}`).digest();
  return [...bytes.subarray(0, HOW_MANY)].map((byte) => WORDS[byte % WORDS.length]).join(' ');
}

/** Words as people type them: capitals, dashes, commas and blanks do not matter. */
export const plainWords = (typed: string): string =>
  (typed.toLowerCase().match(/[a-z]+/g) ?? []).join(' ');
