import { DatabaseError } from 'pg';

import { apart, currentWork, doAs, uptime } from '../work/current-work';
import { NotInTime } from './outcome';
import { isOutOfTime } from './away';

type Run<Ask, Answer> = (asks: Ask[]) => Promise<readonly (Answer | Promise<Answer>)[]>;

interface Waiting<Ask, Answer> {
  ask: Ask;
  resolve: (answer: Answer | Promise<Answer>) => void;
  reject: (reason: unknown) => void;
  /** When the one who asks has to have an answer, on the clock of `uptime`. */
  endsAt: number;
}

/**
 * For a run that writes: all in one statement. One that the database refuses takes the others along, so each is
 * then tried by itself and only that one fails.
 */
export async function togetherOrEach<Ask, Answer>(
  asks: Ask[],
  write: (asks: Ask[]) => Promise<Answer[]>,
): Promise<(Answer | Promise<Answer>)[]> {
  try {
    return await write(asks);
  } catch (error) {
    if (asks.length === 1 || !(error instanceof DatabaseError) || isOutOfTime(error)) throw error;
    return asks.map(async (ask) => {
      const [answer] = await write([ask]);
      if (answer === undefined) throw error;
      return answer;
    });
  }
}

/** Who has less time left than this is told so: the others of the run would have no more either. Milliseconds. */
const LEAST_LEFT_MS = 1000;
/** No run does more than this, so that nobody waits long for the others of their run. */
const MAX_BATCH = 64;

/**
 * Answers many who ask at about the same time in one go. While a run is under way, what is asked meanwhile
 * goes together in the next. A caller that is alone waits for nobody; under load, work that costs the same
 * for one as for ten (a round trip, a commit) is done once for ten.
 */
export class Batcher<Ask, Answer> {
  private waiting: Waiting<Ask, Answer>[] = [];
  private running = 0;
  private unanswered = 0;

  /**
   * `run` gives an answer for each ask, in their order, or a promise of one that may fail by itself.
   * When the run itself throws, all of them hear so; when it is not the database that refused, each caller that
   * waits for the next run as well. With more than one run `maxConcurrent` a commit that waits for the disk does
   * not hold up the next; what they do must not have to wait for each other.
   */
  constructor(
    private readonly run: Run<Ask, Answer>,
    private readonly maxConcurrent = 1,
  ) {}

  /** Whether nobody is waiting for an answer. */
  get isIdle(): boolean {
    return this.unanswered === 0;
  }

  /** The answer to this ask. @throws what the run threw */
  submit(ask: Ask): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      this.unanswered += 1;
      this.waiting.push({ ask, resolve, reject, endsAt: currentWork()?.endsAt ?? Infinity });
      // Not at once: what came over the network in the same turn goes along.
      if (this.running < this.maxConcurrent && this.waiting.length === 1)
        apart(() => setImmediate(() => void this.runAll()));
    });
  }

  private async runAll(): Promise<void> {
    this.running += 1;
    while (this.waiting.length > 0) {
      const some = this.inTime(this.waiting.splice(0, MAX_BATCH));
      const endsAt = Math.min(...some.map((one) => one.endsAt));
      if (some.length > 0) await doAs({ kind: 'request', endsAt }, () => this.runSome(some));
    }
    this.running -= 1;
  }

  private inTime(some: Waiting<Ask, Answer>[]): Waiting<Ask, Answer>[] {
    const earliest = uptime() + LEAST_LEFT_MS;
    const late = some.filter(({ endsAt }) => endsAt < earliest);
    this.unanswered -= late.length;
    for (const { reject } of late) reject(new NotInTime());
    return late.length === 0 ? some : some.filter(({ endsAt }) => endsAt >= earliest);
  }

  private async runSome(some: Waiting<Ask, Answer>[]): Promise<void> {
    try {
      const answers = await this.run(some.map(({ ask }) => ask));
      if (answers.length !== some.length) throw new Error('a run answered some but not all');
      this.unanswered -= some.length;
      answers.forEach((answer, n) => some[n]?.resolve(answer));
    } catch (error) {
      // A database that does not answer would let who waits for the next run wait as long once more.
      const spoke = error instanceof DatabaseError || error instanceof NotInTime;
      const told = spoke ? some : [...some, ...this.waiting.splice(0)];
      this.unanswered -= told.length;
      for (const { reject } of told) reject(error);
    }
  }
}
