import { mock } from 'node:test';

const stepMs = 10;

/** What is waiting in promises comes to its end: the timers are not. */
const settle = () => new Promise<void>((done) => setImmediate(done));

/** A clock that stands still until it is told to go on; timers, `Date` and `performance.now` go by it. */
export function stopClock(at: string): { now: () => number; advance: (ms: number) => Promise<void> } {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: Date.parse(at) });
  const begun = Date.now();
  mock.method(performance, 'now', () => Date.now() - begun);
  return {
    now: () => Date.now(),
    advance: async (ms) => {
      await settle();
      for (let left = ms; left > 0; left -= stepMs) {
        mock.timers.tick(Math.min(stepMs, left));
        await settle();
      }
    },
  };
}

export function releaseClock(): void {
  mock.timers.reset();
  mock.restoreAll();
}
