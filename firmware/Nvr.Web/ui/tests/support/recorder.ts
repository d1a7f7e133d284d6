import { mock } from 'node:test';

type Answering = (path: string, query: URLSearchParams) => unknown;

/** A recorder that answers what it is asked over HTTP; `undefined` is "not found", and an error a recorder that is not there. */
export class FakeRecorder {
  readonly asked: { path: string; query: URLSearchParams }[] = [];
  /** Answers wait for this, where it is set. */
  gate: Promise<void> | null = null;

  constructor(private readonly answer: Answering) {
    mock.method(globalThis, 'fetch', async (address: string) => {
      const { pathname, searchParams } = new URL(address, 'http://recorder');
      this.asked.push({ path: pathname, query: searchParams });
      await this.gate;
      const told = this.answer(pathname, searchParams);
      return told === undefined ? new Response(JSON.stringify({ detail: 'There is none.' }), { status: 404 }) : new Response(JSON.stringify(told));
    });
  }
}
