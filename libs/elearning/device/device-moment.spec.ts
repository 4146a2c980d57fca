import { momentOn } from './device-moment';

const now = new Date('2026-12-01T10:00:00Z');
const at = (text: string): Date => new Date(`2026-12-01T${text}:00Z`);

describe('what a device did', () => {
  it.each([
    ['is dated as it says', at('09:30'), now, at('09:30')],
    [
      'is dated by our clock when that of the device is ahead',
      at('10:30'),
      at('11:00'),
      at('09:30'),
    ],
    [
      'is dated by our clock when that of the device is behind',
      at('08:30'),
      at('09:00'),
      at('09:30'),
    ],
    ['is never later than now', at('11:00'), undefined, now],
    ['is dated thirty days ago at the most', new Date(0), now, new Date('2026-11-01T10:00:00Z')],
  ])('%s', (_name, said, time, wanted) => {
    expect(momentOn({ at: said, time }, now)).toEqual(wanted);
  });
});
