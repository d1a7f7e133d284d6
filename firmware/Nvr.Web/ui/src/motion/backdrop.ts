import { api, ask, Failure, timeOf, withQuery } from '../api';
import { h, say } from '../dom';
import { t } from '../language/language';
import { LivePlayer, ofCamera } from '../live/player';
import { state } from '../state';
import { clockOf, dayOf, mainOf } from '../words';

const height = 720;

/** What is being written at this moment cannot be asked for yet: the latest picture is looked for so long before the end of what is recorded. */
const settledMs = 500;
const lookBackMs = 60_000;

/** What the camera shows: the latest picture that is recorded, or that of an event; the live picture where nothing is recorded; and why, where there is none of them. */
export class Backdrop {
  readonly element: HTMLElement;
  readonly time = h('span', { class: 'quiet', role: 'status' });
  private readonly image = h('img', { alt: '', draggable: 'false', hidden: true });
  private readonly why = h('p', { class: 'why' });
  private live: LivePlayer | null = null;
  private address = '';
  private turn = 0;
  private isMissing = false;

  constructor(private readonly camera: string) {
    this.element = h('div', { class: 'backdrop' }, this.image, this.why);
  }

  /** A new picture of now; of when the camera was last recorded, where that is longer ago. */
  async showNow(): Promise<void> {
    await this.load(async () => {
      const { last } = await api.recordings(this.camera, state.now - lookBackMs, state.now);
      const at = last === null ? state.now : Math.min(state.now, Date.parse(last) - settledMs);
      return withQuery(`/cameras/${this.camera}/picture`, { time: timeOf(at), height });
    }, t.motion.pictureOf);
  }

  async showEvent(event: string): Promise<void> {
    await this.load(() => Promise.resolve(withQuery(`/events/${event}/picture`, { whole: '1', height })), t.motion.pictureOfEvent);
  }

  /** Asks again where there was no picture yet: a camera may have begun to record. */
  retry(): void {
    if (this.isMissing) {
      void this.showNow();
    }
  }

  stop(): void {
    this.turn++;
    this.live?.close();
    URL.revokeObjectURL(this.address);
  }

  private async load(find: () => Promise<string>, words: (when: string) => string): Promise<void> {
    const mine = ++this.turn;
    try {
      const answer = await ask('GET', await find());
      const picture = URL.createObjectURL(await answer.blob());
      if (mine !== this.turn) {
        URL.revokeObjectURL(picture);
        return;
      }
      this.show(picture);
      const taken = Date.parse(answer.headers.get('Nvr-Time') ?? '');
      say(this.time, Number.isNaN(taken) ? '' : words(`${dayOf(taken)}, ${clockOf(taken)}`));
    } catch (failure) {
      if (mine === this.turn) {
        this.explain(failure);
      }
    }
  }

  private show(picture: string): void {
    URL.revokeObjectURL(this.address);
    this.address = picture;
    this.image.src = picture;
    this.image.hidden = false;
    this.isMissing = false;
    this.live?.close();
    this.live?.element.remove();
    this.live = null;
    say(this.why, '');
  }

  // A picture that is there already stays: it is better than none.
  private explain(failure: unknown): void {
    this.isMissing = this.image.hidden;
    const camera = state.camera(this.camera);
    const main = camera && mainOf(camera);
    if (this.isMissing && main?.state === 'resting') {
      this.showLive(camera!.name);
      return;
    }
    const known = main && main.state !== 'recording' ? [main.sentence, main.nextStep].filter(Boolean).join(' ') : '';
    const told = failure instanceof Failure && failure.status !== 404 ? failure.message : '';
    say(this.isMissing ? this.why : this.time, [t.motion.noPicture, told || known].filter(Boolean).join(' '));
  }

  /** A camera that is recorded at events alone may have no footage for days. */
  private showLive(name: string): void {
    if (!this.live) {
      this.live = new LivePlayer(ofCamera(this.camera, 'main'), name);
      this.element.append(this.live.element);
      say(this.why, '');
      say(this.time, t.motion.livePicture);
    }
  }
}
