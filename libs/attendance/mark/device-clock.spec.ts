import { newId } from '@academie/platform';

import type { NewMark } from './new-mark';
import { correctDeviceClock } from './device-clock';

const NOW = new Date('2026-03-10T12:00:00Z');
const mark = (at: string): NewMark => ({
  clientId: newId(),
  enrolmentId: newId(),
  value: 'present',
  source: 'trainer',
  occurredAt: new Date(at),
});
const dated = (at: string, deviceTime?: string) => {
  const [one] = correctDeviceClock([mark(at)], NOW, deviceTime ? new Date(deviceTime) : undefined);
  return [one!.occurredAt.toISOString(), one!.clockOffSeconds];
};

describe('a device whose clock', () => {
  it('is right is believed', () => {
    expect(dated('2026-03-10T11:30:00.000Z', '2026-03-10T12:00:01.000Z')).toEqual([
      '2026-03-10T11:30:00.000Z',
      null,
    ]);
  });

  it('is five hours ahead is corrected by five hours', () => {
    expect(dated('2026-03-10T16:30:00.000Z', '2026-03-10T17:00:00.000Z')).toEqual([
      '2026-03-10T11:30:00.000Z',
      18000,
    ]);
  });

  it('is five hours behind is corrected by five hours', () => {
    expect(dated('2026-03-10T06:30:00.000Z', '2026-03-10T07:00:00.000Z')).toEqual([
      '2026-03-10T11:30:00.000Z',
      -18000,
    ]);
  });

  it('was never set is corrected by years', () => {
    expect(dated('2020-01-01T00:10:00.000Z', '2020-01-01T00:20:00.000Z')[0]).toBe(
      '2026-03-10T11:50:00.000Z',
    );
  });

  it('is ahead without saying so saw nothing later than now', () => {
    expect(dated('2026-03-10T17:00:00.000Z')).toEqual(['2026-03-10T12:00:00.000Z', 18000]);
  });

  it('is a little ahead without saying so saw nothing later than now either', () => {
    expect(dated('2026-03-10T12:04:00.000Z')).toEqual(['2026-03-10T12:00:00.000Z', 240]);
    expect(dated('2026-03-10T12:00:02.000Z')).toEqual(['2026-03-10T12:00:00.000Z', null]);
  });

  it('is more than a day ahead without saying so is left for whoever judges', () => {
    expect(dated('2026-03-12T12:00:00.000Z')).toEqual(['2026-03-12T12:00:00.000Z', null]);
  });
});
