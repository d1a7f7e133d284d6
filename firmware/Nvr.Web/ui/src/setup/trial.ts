import { Failure } from '../api';
import { h, say } from '../dom';
import { t } from '../language/language';
import { setUpApi, type Account, type Trial } from '../setupapi';

const settleMs = 700;

/**
 * Tries the address in a field while somebody types, and says what came of it. Typing asks one question, without a password: cameras count wrong ones. The whole search, and the
 * password, wait until somebody leaves a field or asks for it.
 */
export class AddressTrial {
  readonly words = h('p', { class: 'trial', role: 'status' });
  result: Trial | null = null;
  private timer = 0;
  private asking: AbortController | null = null;
  private question = '';
  private answer: Promise<Trial | null> = Promise.resolve(null);

  constructor(private readonly address: HTMLInputElement, private readonly changed: () => void) {
    address.addEventListener('input', () => this.typed());
    address.addEventListener('change', () => void (this.result?.outcome === 'picture' || this.ask(true, null)));
  }

  stop(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.asking = null;
  }

  /** As before anything was typed. */
  clear(): void {
    this.stop();
    this.tell(null, '');
  }

  /**
   * Asks now. Returns what came of it; null where it was given up for a newer question, or is not worth one. A question that is under way is not asked again, nor a password that was
   * found wrong: leaving a field by Enter is both leaving and asking.
   */
  ask(search: boolean, account: Account | null): Promise<Trial | null> {
    const question = JSON.stringify([this.address.value.trim(), search, account]);
    if (question !== this.question || !(this.asking !== null || this.result?.outcome === 'wrongPassword')) {
      this.question = question;
      this.answer = this.send(search, account);
    }
    return this.answer;
  }

  private async send(search: boolean, account: Account | null): Promise<Trial | null> {
    this.stop();
    const address = this.address.value.trim();
    if (!isWhole(address)) {
      this.tell(null, '');
      return null;
    }
    const asking = new AbortController();
    this.asking = asking;
    this.tell(null, t.setUp.asking);
    try {
      const answer = await patiently(() => setUpApi.tryAddress(address, account, search, asking.signal));
      if (asking.signal.aborted) {
        return null;
      }
      this.tell(answer, answer.knownAs !== null ? t.setUp.knownAs(answer.knownAs) : [answer.sentence, answer.nextStep].filter(Boolean).join(' '));
      return answer;
    } catch (failure) {
      if (!asking.signal.aborted) {
        this.tell(null, failure instanceof Failure ? failure.message.replace("'address'", t.setUp.thisAddress) : t.failures.other, 'attention');
      }
      return null;
    } finally {
      if (this.asking === asking) {
        this.asking = null;
      }
    }
  }

  private typed(): void {
    this.stop();
    this.tell(null, '');
    this.timer = window.setTimeout(() => void this.ask(false, null), settleMs);
  }

  private tell(result: Trial | null, sentence: string, level?: string): void {
    this.result = result;
    this.words.dataset['level'] = level ?? (result === null ? '' : result.outcome === 'picture' && result.knownAs === null ? 'ok' : 'attention');
    say(this.words, sentence);
    this.changed();
  }
}

/** The question before this one may not have ended yet at the recorder, which looks at a camera for one at a time. */
async function patiently(ask: () => Promise<Trial>): Promise<Trial> {
  for (let left = 3; ; left--) {
    try {
      return await ask();
    } catch (failure) {
      if (left === 0 || !(failure instanceof Failure && failure.status === 409)) {
        throw failure;
      }
      await new Promise((wait) => setTimeout(wait, 1_000));
    }
  }
}

/** Whether it may be an address already: four numbers, a name with a dot or of some length, or something with a path. */
const isWhole = (text: string) => /^(\w+:\/\/)?([^@\s]*@)?(\d+(\.\d+){3}|\[[\da-f:]+\]|(?=[^/:]*[a-z])[\w.-]{3,})(:\d+)?(\/\S*)?$/i.test(text);
