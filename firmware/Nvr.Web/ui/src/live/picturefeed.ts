import { MediaFeed } from './feed';

const aim = 0.15; // seconds behind the newest picture: two or three frames, against jitter
const hurry = 0.15; // so much later than that it plays faster
const jump = 1.5;

/** Sound comes in larger pieces than pictures, an eighth of a second as FLAC, and a browser keeps more of it ready. */
const heardAim = 0.3;
const latestAim = 0.6;
const early = 0.05;

/** Stays as close to the newest picture as it can: a little faster when behind, a jump when far behind. */
export class PictureFeed extends MediaFeed {
  private started = false;
  private goal = aim;

  constructor(video: HTMLVideoElement, failed: (why: string) => void) {
    super(video, 'video', failed);
  }

  /** With its sound the picture is a little later, so that lips and words agree. */
  set isHeard(heard: boolean) {
    this.goal = heard ? heardAim : aim;
  }

  /** Its sound cannot be as early as the picture by so many seconds. */
  waitFor(seconds: number): void {
    if (this.element.playbackRate === 1) {
      this.goal = Math.min(latestAim, this.goal + seconds);
    }
  }

  get behind(): number {
    const { buffered, currentTime } = this.element;
    return buffered.length === 0 ? 0 : buffered.end(buffered.length - 1) - currentTime;
  }

  protected follow(start: number, end: number): void {
    const { element, goal } = this;
    const behind = end - element.currentTime;
    if (!this.started || behind > jump || behind < -0.5 || element.currentTime < element.buffered.start(0)) {
      this.started = true;
      element.currentTime = Math.max(start, end - goal);
      void element.play().catch(() => {});
    }
    element.playbackRate = behind > goal + hurry ? 1.15 : goal > aim && behind < goal - early ? 0.9 : 1;
  }
}
