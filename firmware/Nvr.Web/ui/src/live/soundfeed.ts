import { MediaFeed } from './feed';

// Seconds. A browser pauses for a moment whenever the speed of sound changes: what is less than the first is left alone, and what is more is mended down to the second.
const noticed = 0.06;
const mended = 0.02;
const jump = 0.25;
const correction = 0.04;

/** What should wait in the buffer, besides the piece that comes next. */
const firstReserve = 0.06;
const lastReserve = 0.5;

/** The picture that sound belongs to. */
export interface Pictured {
  /** The second that it shows; null while it shows none, and the newest sound is good. */
  readonly time: number | null;
  /** Sound cannot be as early by so many seconds. */
  waitFor(seconds: number): void;
}

/** Keeps sound beside its picture, which has the same time: a little faster or slower when it is off, a jump when far off. */
export class SoundFeed extends MediaFeed {
  private started = false;
  private reserve = firstReserve;
  private piece = 0;
  private newest: number | null = null;
  private readonly ranDry = () => {
    if (!this.element.seeking) {
      this.reserve = Math.min(lastReserve, this.reserve + 0.05);
    }
  };

  constructor(audio: HTMLAudioElement, private readonly picture: Pictured, failed: (why: string) => void, private readonly forbidden: () => void) {
    super(audio, 'audio', failed);
    audio.addEventListener('waiting', this.ranDry);
  }

  override close(): void {
    this.element.removeEventListener('waiting', this.ranDry);
    super.close();
  }

  protected follow(start: number, end: number): void {
    const { element } = this;
    this.piece = this.newest === null ? 0 : Math.max(this.piece, Math.min(0.25, end - this.newest));
    this.newest = end;
    const soonest = end - this.piece - this.reserve;
    const wanted = this.picture.time ?? soonest;
    if (wanted - soonest > mended) {
      this.picture.waitFor(wanted - soonest);
    }
    const goal = Math.max(start, Math.min(wanted, soonest));
    const late = goal - element.currentTime;
    if (!this.started || Math.abs(late) > jump) {
      element.currentTime = goal;
      element.playbackRate = 1;
    } else if (Math.abs(late) > noticed) {
      element.playbackRate = 1 + Math.sign(late) * correction;
    } else if (Math.abs(late) < mended) {
      element.playbackRate = 1;
    }
    if (!this.started) {
      this.started = true;
      element.play().catch((e: unknown) => (e as Error).name === 'NotAllowedError' && this.forbidden());
    }
  }
}
