import { type OfferingPlan, problemsOfPlan, shifted, spanOf } from './offering-rules';

const now = new Date('2026-03-03T09:00:00+01:00');
const session = (startsAt: string, endsAt: string) => ({
  title: '',
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
  locationId: null,
  roomId: null,
  onlineUrl: null,
});
const plan = (changes: Partial<OfferingPlan> = {}): OfferingPlan => ({
  capacity: 10,
  minimum: 0,
  enrolOpensAt: null,
  enrolClosesAt: null,
  cancelUntil: null,
  decideAt: null,
  sessions: [session('2026-05-01T09:00:00+02:00', '2026-05-01T12:00:00+02:00')],
  ...changes,
});
const wrongWith = (changes: Partial<OfferingPlan>): string[] =>
  problemsOfPlan(plan(changes), now).map(({ field, code }) => `${field}: ${code}`);

describe('an offering', () => {
  it('is fine with a session and nothing special', () => {
    expect(wrongWith({})).toEqual([]);
    expect(wrongWith({ sessions: [] })).toEqual([]);
  });

  it.each([
    [{ minimum: 11 }, 'minimum: catalogue.minimum-above-capacity'],
    [
      { enrolOpensAt: new Date('2026-04-02'), enrolClosesAt: new Date('2026-04-01') },
      'enrolClosesAt: catalogue.closes-before-opens',
    ],
    [{ enrolClosesAt: new Date('2026-05-02') }, 'enrolClosesAt: catalogue.closes-after-start'],
    [{ enrolOpensAt: new Date('2026-05-02') }, 'enrolOpensAt: catalogue.opens-after-start'],
    [
      { sessions: [session('2026-05-01T12:00:00Z', '2026-05-01T12:00:00Z')] },
      'sessions.0.endsAt: catalogue.ends-before-start',
    ],
    [
      { sessions: [session('2026-05-01T12:00:00Z', '2026-05-03T12:00:00Z')] },
      'sessions.0.endsAt: catalogue.longer-than-a-day',
    ],
    [
      { sessions: [session('2206-05-01T12:00:00Z', '2206-05-01T13:00:00Z')] },
      'sessions.0.startsAt: catalogue.too-far-away',
    ],
  ])('with %j is refused', (changes, problem) => {
    expect(wrongWith(changes)).toContain(problem);
  });

  it('spans from its first start to its last end', () => {
    const [early, late] = [
      session('2026-05-01T09:00:00Z', '2026-05-01T12:00:00Z'),
      session('2026-06-01T09:00:00Z', '2026-06-01T12:00:00Z'),
    ];

    expect(spanOf([late, early])).toEqual({ startsAt: early.startsAt, endsAt: late.endsAt });
    expect(spanOf([])).toBeUndefined();
  });

  it('moves by days at the same time on the clock, across a change of the clock', () => {
    const before = new Date('2026-03-24T09:30:00+01:00');

    expect(shifted(before, 7)?.toISOString()).toBe('2026-03-31T07:30:00.000Z');
    expect(shifted(new Date('2026-03-28T02:30:00+01:00'), 1)).toBeUndefined();
  });
});
