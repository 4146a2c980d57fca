import type { Declarations } from '../discovery/declarations';
import { currentWork } from '../work/current-work';
import { Commands } from './commands';

describe('a command', () => {
  it('has the time of work that nobody waits for', async () => {
    let kind: string | undefined;
    const verify = (): Promise<void> => Promise.resolve(void (kind = currentWork()?.kind));
    const found = [{ options: { name: 'journal:verify', text: '' }, thing: verify, where: '' }];
    const commands = new Commands({ methods: () => found } as unknown as Declarations);
    commands.onModuleInit();

    await commands.get('journal:verify')?.run([]);

    expect(kind).toBe('background');
  });
});
