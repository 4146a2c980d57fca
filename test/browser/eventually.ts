import { setTimeout as wait } from 'node:timers/promises';

/** Does it again until it holds, for so many milliseconds: what a device or a page does by itself takes a moment. */
export async function eventually(holds: () => Promise<void>, patience: number): Promise<void> {
  const until = Date.now() + patience;
  for (;;) {
    try {
      return await holds();
    } catch (error) {
      if (Date.now() > until) throw error;
      await wait(100);
    }
  }
}
