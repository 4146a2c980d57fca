type Live = 'requested' | 'waitlisted' | 'offered' | 'enrolled';

interface Part {
  state: Live;
  /** The order of arrival. */
  seq: number;
  over: boolean;
  /** Hour at which an offer ends. */
  until: number;
}

/** Hours after the beginning of a course of events. */
export const CLOSES = 6;
export const DOORS = 7;
export const STARTS = 8;
export const OFFER = 2;

/** How an offering gives out its seats. */
export interface Options {
  capacity: number;
  approval: boolean;
  offers: boolean;
  coverage: boolean;
}

/** Where the people of the model work; some work nowhere. */
export const organisationOf = (who: number): number | null => (who % 4 === 3 ? null : who % 3);

/** What the academie promises about seats, in as few words as possible. */
export class SeatsModel {
  readonly parts = new Map<number, Part>();
  capacity: number;
  hour = 0;
  cancelled = false;
  private arrivals = 0;

  constructor(private readonly options: Options) {
    this.capacity = options.capacity;
  }

  enrol(who: number): string {
    if (this.parts.has(who)) return 'already-enrolled';
    if (this.cancelled) return 'offering-cancelled';
    if (this.hour >= STARTS) return 'started';
    if (this.hour >= CLOSES) return 'closed';
    if (this.options.approval) return this.put(who, 'requested');
    return this.put(who, this.isFree ? 'enrolled' : 'waitlisted');
  }

  approve(who: number): string {
    const part = this.parts.get(who);
    if (!part) return 'nothing';
    if (part.state === 'offered') return 'not-requested';
    if (part.state === 'requested') part.state = this.isFree ? 'enrolled' : 'waitlisted';
    return this.say(who);
  }

  refuse(who: number): string {
    const part = this.parts.get(who);
    if (!part) return 'nothing';
    if (part.state !== 'requested') return 'not-requested';
    this.parts.delete(who);
    return 'declined';
  }

  accept(who: number): string {
    const part = this.parts.get(who);
    if (!part) return 'nothing';
    if (part.state !== 'offered' && part.state !== 'enrolled') return 'not-live';
    part.state = 'enrolled';
    return 'enrolled';
  }

  refuseOffer(who: number): string {
    const part = this.parts.get(who);
    if (!part) return 'nothing';
    return part.state === 'offered' ? this.cancel(who) : 'not-live';
  }

  cancel(who: number): string {
    if (!this.parts.has(who)) return 'nothing';
    if (this.hour >= STARTS) return 'started';
    this.parts.delete(who);
    this.moveUp();
    return 'cancelled';
  }

  walkIn(who: number): string {
    if (this.hour < DOORS || this.cancelled) return 'no-session-now';
    const part = this.parts.get(who);
    if (part?.state === 'enrolled') return 'in';
    const over = this.taken >= this.capacity;
    this.parts.delete(who);
    this.put(who, 'enrolled', over);
    return 'in';
  }

  resize(by: number): string {
    const wanted = this.capacity + by;
    if (wanted < Math.max(1, this.taken)) return 'refused';
    this.capacity = wanted;
    this.moveUp();
    return 'done';
  }

  callOff(): void {
    this.cancelled = true;
    this.parts.clear();
  }

  /** An hour goes by, and the worker has looked at the clock. */
  wait(): void {
    this.hour += 1;
    if (this.hour >= STARTS) this.end(() => true);
    this.end((part) => part.state === 'offered' && part.until <= this.hour);
    if (this.hour >= CLOSES) this.end(({ state }) => state === 'requested');
  }

  /** Those who wait, in the order in which they get a seat. */
  get line(): number[] {
    const waiting = [...this.parts]
      .filter(([, { state }]) => state === 'waitlisted')
      .sort(([, a], [, b]) => a.seq - b.seq)
      .map(([who]) => who);
    if (!this.options.coverage) return waiting;
    const seated = (organisation: number): boolean =>
      [...this.parts].some(
        ([who, { state }]) =>
          ['offered', 'enrolled'].includes(state) && organisationOf(who) === organisation,
      );
    const first = waiting.filter((who, index) => {
      const organisation = organisationOf(who);
      const earlier = waiting.slice(0, index).map(organisationOf);
      return organisation !== null && !seated(organisation) && !earlier.includes(organisation);
    });
    return [...first, ...waiting.filter((who) => !first.includes(who))];
  }

  get taken(): number {
    return this.count(({ state, over }) => ['offered', 'enrolled'].includes(state) && !over);
  }

  get overbooked(): number {
    return this.count(({ over }) => over);
  }

  private get isFree(): boolean {
    return this.taken < this.capacity && this.line.length === 0;
  }

  // One after the other: whoever moves up may change who comes next.
  private moveUp(): void {
    while (this.hour < CLOSES && this.taken < this.capacity) {
      const [next] = this.line;
      if (next === undefined) return;
      const part = this.parts.get(next)!;
      part.state = this.options.offers ? 'offered' : 'enrolled';
      part.until = Math.min(this.hour + OFFER, CLOSES);
    }
  }

  private end(ends: (part: Part) => boolean): void {
    const ended = [...this.parts]
      .filter(([, part]) => part.state !== 'enrolled' && ends(part))
      .sort(([, a], [, b]) => a.until - b.until || a.seq - b.seq);
    for (const [who] of ended) {
      this.parts.delete(who);
      this.moveUp();
    }
  }

  private put(who: number, state: Live, over = false): string {
    this.parts.set(who, { state, seq: (this.arrivals += 1), over, until: 0 });
    return this.say(who);
  }

  private say(who: number): string {
    const { state } = this.parts.get(who)!;
    return state === 'waitlisted' ? `${state} ${this.line.indexOf(who) + 1}` : state;
  }

  private count(counts: (part: Part) => boolean): number {
    return [...this.parts.values()].filter(counts).length;
  }
}
