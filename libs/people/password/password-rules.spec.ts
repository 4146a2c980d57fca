import { PasswordTooCommon, PasswordTooPersonal } from '../people.errors';
import { mustBeHardToGuess } from './password-rules';

const ABOUT = ['Willemijn van der Zee', 'w.vanderzee@alkmaar.example', 'Alkmaar'];
const refusalOf = (password: string): unknown => {
  try {
    mustBeHardToGuess(password, ABOUT);
    return undefined;
  } catch (error) {
    return (error as Error).constructor;
  }
};

describe('a new password', () => {
  it.each([
    'qwerty123456',
    'QWERTY123456',
    'motherfucker',
    'sunshinesunshine',
    'sunshine1234!!',
    'aaaaaaaaaaaaa',
    '123456789012',
    'abcdefghijklm',
  ])('that many people have is refused: %s', (password) => {
    expect(refusalOf(password)).toBe(PasswordTooCommon);
  });

  it.each([
    'Academie2026!',
    'NHVeilig-academie',
    'Welkom2026welkom',
    'willemijn1984!!',
    'Alkmaar-Zomer-26',
    'vanderzee2026!',
    'WachtwoordAlkmaar1',
  ])('that follows from who and where somebody is is refused: %s', (password) => {
    expect(refusalOf(password)).toBe(PasswordTooPersonal);
  });

  it.each([
    'vier losse woorden',
    'tractor bloemkool regenjas',
    'xK9#mPq2vL5w',
    'mijn gemeente is klein maar fijn',
    'żółta łódź płynie',
    '481 573 902 664',
  ])('of any kind of signs is taken when it is hard to guess: %s', (password) => {
    expect(refusalOf(password)).toBeUndefined();
  });
});
