import { Logger } from '@nestjs/common';
import type { Logger as Pino } from 'pino';

import type { Declarations } from '../discovery/declarations';
import { Jobs } from '../jobs/jobs';
import { NestLog } from './log';

describe('the line of a job', () => {
  const lines: [string, unknown][] = [];
  const target = Object.fromEntries(
    ['debug', 'info', 'warn', 'error'].map((level) => [
      level,
      (line: unknown) => lines.push([level, line]),
    ]),
  ) as unknown as Pino;
  const run = async (work: () => Promise<unknown>) => {
    lines.length = 0;
    Logger.overrideLogger(new NestLog(target));
    const jobs = new Jobs(
      {} as never,
      {
        methods: () => [{ options: { name: 'test.clean', cron: '' }, thing: work, where: 'x' }],
      } as unknown as Declarations,
      { around: (_name: string, _how: object, traced: typeof work) => traced() } as never,
    );
    jobs.onModuleInit();
    await jobs.run('test.clean').catch(() => undefined);
    return lines;
  };
  const line = (result: string) => ({
    ...{ action: 'job test.clean', object: {}, result, actor: 'worker' },
    ...{ origin: expect.stringMatching(/./), ms: expect.any(Number) },
  });
  afterAll(() => Logger.overrideLogger(false));

  it('is written when it was done', async () => {
    expect(await run(() => Promise.resolve(3))).toEqual([['info', line('done')]]);
  });

  it('is an error with the code of what went wrong, or none', async () => {
    const full = Object.assign(new Error('x'), { code: '53100' });
    expect(await run(() => Promise.reject(full))).toEqual([['error', line('53100')]]);
    const other = () => Promise.reject(new Error('jan@example.org is wrong'));
    expect(await run(other)).toEqual([['error', line('failed')]]);
  });
});
