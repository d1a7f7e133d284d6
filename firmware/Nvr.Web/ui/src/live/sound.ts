import { h } from '../dom';
import { isPlayable, mediaSourceClass } from './feed';
import { Line } from './line';
import { type Pictured, SoundFeed } from './soundfeed';
import { t } from '../language/language';

const silenceMs = 6_000;

/** Whether this browser can play live sound at all. */
export const canListen = () => mediaSourceClass !== null;

/**
 * What one camera hears, from the moment it is made until it is stopped, also while nobody sees the page. It has an element and a connection of its own: most who
 * watch do not listen, and sound that stays away must not hold the picture up.
 */
export class LiveSound {
  private readonly audio = h('audio', {});
  private readonly line: Line;
  private feed: SoundFeed | null = null;
  private silence = 0;

  /** @param told Why nothing is heard; empty when something is. */
  constructor(camera: string, private readonly picture: Pictured, private readonly told: (sentence: string) => void) {
    this.line = new Line(`/cameras/${camera}/live/sound`, (data) => this.receive(data), () => this.restart());
    this.audio.addEventListener('error', () => this.feed && this.restart());
    this.audio.addEventListener('playing', () => told(''));
    this.listenFor();
    this.line.open();
  }

  /** The element that plays. */
  get element(): HTMLAudioElement {
    return this.audio;
  }

  stop(): void {
    clearTimeout(this.silence);
    this.release();
    this.line.close();
    this.audio.remove();
  }

  private receive(data: string | ArrayBuffer): void {
    this.listenFor();
    if (typeof data === 'string') {
      const text = JSON.parse(data) as { type: string; codecs: string | null };
      if (text.type === 'init' && text.codecs !== null) {
        this.begin(text.codecs);
      }
    } else {
      this.feed?.append(data);
      this.line.isWell();
    }
  }

  private begin(codecs: string): void {
    if (!isPlayable('audio', codecs)) {
      this.stop();
      this.told(t.live.soundFormat(codecs));
      return;
    }
    this.feed ??= new SoundFeed(this.audio, this.picture, () => this.restart(), () => this.told(t.live.soundForbidden));
    this.feed.begin(codecs);
  }

  private restart(): void {
    this.release();
    this.line.openLater();
  }

  private release(): void {
    this.feed?.close();
    this.feed = null;
  }

  private listenFor(): void {
    clearTimeout(this.silence);
    this.silence = window.setTimeout(() => this.told(t.live.soundless), silenceMs);
  }
}
