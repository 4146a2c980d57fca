import { freeSeats, type Places, placesText, windowOf } from './seats-left';

const now = new Date('2026-03-03T09:00:00+01:00');
const later = new Date('2026-03-10T09:30:00+01:00');
const offering = (changes: Partial<Places> = {}): Places => ({
  status: 'published',
  capacity: 10,
  seatsTaken: 0,
  waitingCount: 0,
  enrolOpensAt: null,
  enrolClosesAt: null,
  startsAt: later,
  ...changes,
});

describe('the places of an offering', () => {
  it.each([
    [{}, '10 plekken vrij'],
    [{ seatsTaken: 8 }, 'Nog 2 plekken'],
    [{ seatsTaken: 9 }, 'Nog 1 plek'],
    [{ seatsTaken: 10 }, 'Vol, wachtlijst'],
    [{ startsAt: null }, 'Op eigen tempo'],
    [{ startsAt: null, seatsTaken: 10 }, 'Vol, wachtlijst'],
    [{ startsAt: now }, 'Inschrijving gesloten'],
    [{ enrolClosesAt: now }, 'Inschrijving gesloten'],
    [{ enrolOpensAt: later }, 'Inschrijven vanaf dinsdag 10 maart 2026'],
    [{ status: 'cancelled' as const }, 'Gaat niet door'],
    [{ status: 'concept' as const }, 'Niet open voor inschrijving'],
  ])('with %j are told as "%s"', (changes, text) => {
    expect(placesText(offering(changes), now).text).toBe(text);
  });

  it('belong to the waiting list as soon as somebody waits', () => {
    expect(freeSeats(offering({ seatsTaken: 5 }))).toBe(5);
    expect(freeSeats(offering({ seatsTaken: 5, waitingCount: 1 }))).toBe(0);
  });

  it('cannot be had after the first start, even when the window says longer', () => {
    const running = offering({ status: 'running', startsAt: now, enrolClosesAt: later });

    expect(windowOf(running, now)).toBe('closed');
  });
});
