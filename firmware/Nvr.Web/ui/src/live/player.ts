import { h, say } from '../dom';
import { isPlayable, mediaSourceClass } from './feed';
import { Line } from './line';
import { PictureFeed } from './picturefeed';
import { t } from '../language/language';
import { said } from '../told';

interface LiveText { type: 'init' | 'time' | 'refused' | 'waits'; codecs: string | null; capturedAt: string | null; sentence: string | null }

/** Where live pictures come from. */
export interface LiveSource {
  path: string;
  /** For browsers without Media Source Extensions; null where there is none. */
  playlist: string | null;
}

export const ofCamera = (id: string, stream: 'main' | 'sub'): LiveSource => ({ path: `/cameras/${id}/live?stream=${stream}`, playlist: `/api/v1/cameras/${id}/hls/${stream}/index.m3u8` });

/** Of what was found and is no camera yet. */
export const ofDevice = (id: string): LiveSource => ({ path: `/devices/${id}/live`, playlist: null });

const silenceMs = 6_000;

/**
 * One live picture. Connects, reconnects by itself, rests while nobody sees it, and says in words why there is no picture; the words for
 * a camera that does not record come from outside through {@link explain}.
 */
export class LivePlayer {
  readonly element: HTMLElement;
  private readonly video = h('video', { playsinline: true, autoplay: true, tabindex: '-1' });
  private readonly image = h('img', { alt: '', hidden: true });
  private readonly words = h('p', { class: 'why', role: 'status' });
  private readonly line: Line;
  private feed: PictureFeed | null = null;
  private silence = 0;
  private stopped = false;
  private reason = '';
  private jpeg = false;
  private imageUrl = '';
  private heard = false;
  private readonly visibility = () => (document.hidden ? this.disconnect() : this.connect());

  constructor(private readonly source: LiveSource, name: string) {
    this.line = new Line(source.path, (data) => this.receive(data), () => this.restart(t.live.lost));
    this.video.muted = true;
    this.video.setAttribute('aria-label', t.live.pictureOf(name));
    this.video.addEventListener('playing', () => this.moved());
    this.video.addEventListener('error', () => this.restart(t.live.notPlayed));
    this.element = h('div', { class: 'picture waiting' }, this.video, this.image, this.words);
    document.addEventListener('visibilitychange', this.visibility);
    this.tell(t.live.connecting);
    this.connect();
  }

  /** What the recorder says about a camera that sends no picture; empty when it is well. */
  explain(sentence: string): void {
    this.reason = sentence;
    if (this.element.classList.contains('waiting') && sentence) {
      say(this.words, sentence);
    }
  }

  /** What is on screen, to be drawn elsewhere; null while there is none. */
  get shown(): { source: CanvasImageSource; width: number; height: number } | null {
    if (this.element.classList.contains('waiting')) {
      return null;
    }
    return this.jpeg ? { source: this.image, width: this.image.naturalWidth, height: this.image.naturalHeight } : { source: this.video, width: this.video.videoWidth, height: this.video.videoHeight };
  }

  /** The second that it shows, in the time that its sound has too; null while there is none. */
  get time(): number | null {
    return this.feed && !this.element.classList.contains('waiting') ? this.video.currentTime : null;
  }

  waitFor(seconds: number): void {
    this.feed?.waitFor(seconds);
  }

  /** Whether somebody listens beside it. */
  set isHeard(heard: boolean) {
    this.heard = heard;
    if (this.feed) {
      this.feed.isHeard = heard;
    }
  }

  close(): void {
    this.stopped = true;
    document.removeEventListener('visibilitychange', this.visibility);
    this.disconnect();
  }

  private connect(): void {
    if (this.stopped || document.hidden) {
      return;
    }
    if (!mediaSourceClass) {
      this.useHls();
      return;
    }
    this.line.open();
  }

  private disconnect(): void {
    clearTimeout(this.silence);
    this.line.close();
    this.feed?.close();
    this.feed = null;
    URL.revokeObjectURL(this.imageUrl);
  }

  private restart(why: string): void {
    if (this.stopped) {
      return;
    }
    this.disconnect();
    this.tell(this.reason || why);
    // By then nobody may see it; and a browser without Media Source Extensions takes its playlist again.
    this.line.openLater(() => this.connect());
  }

  private receive(data: string | ArrayBuffer): void {
    clearTimeout(this.silence);
    this.silence = window.setTimeout(() => this.tell(this.reason || t.live.silent), silenceMs);
    if (typeof data === 'string') {
      this.announce(JSON.parse(data) as LiveText);
    } else if (this.jpeg) {
      this.showImage(data);
    } else {
      this.feed?.append(data);
      if (this.video.readyState >= 3 && !this.video.paused) {
        this.moved();
      }
      this.element.dataset['behind'] = (this.feed?.behind ?? 0).toFixed(2);
    }
  }

  private announce(text: LiveText): void {
    if (text.type === 'refused') {
      this.giveUp(said(text.sentence ?? ''));
      return;
    }
    if (text.type === 'waits') {
      this.restart(said(text.sentence ?? ''));
      return;
    }
    if (text.type !== 'init' || text.codecs === null) {
      return;
    }
    this.jpeg = text.codecs === 'jpeg';
    this.image.hidden = !this.jpeg;
    this.video.hidden = this.jpeg;
    if (this.jpeg) {
      return;
    }
    if (!isPlayable('video', text.codecs)) {
      this.giveUp(t.live.format(text.codecs));
      return;
    }
    this.feed ??= new PictureFeed(this.video, (why) => this.restart(why));
    this.feed.isHeard = this.heard;
    this.feed.begin(text.codecs);
  }

  private giveUp(why: string): void {
    this.stopped = true;
    this.disconnect();
    this.tell(why);
  }

  private showImage(data: ArrayBuffer): void {
    const old = this.imageUrl;
    this.imageUrl = URL.createObjectURL(new Blob([data], { type: 'image/jpeg' }));
    this.image.src = this.imageUrl;
    URL.revokeObjectURL(old);
    this.moved();
  }

  private useHls(): void {
    if (this.source.playlist === null) {
      this.giveUp('');
      return;
    }
    this.video.src = this.source.playlist;
    void this.video.play().catch(() => {});
  }

  private moved(): void {
    this.line.isWell();
    this.element.classList.remove('waiting');
    say(this.words, '');
  }

  private tell(sentence: string): void {
    this.element.classList.add('waiting');
    say(this.words, sentence);
  }
}
