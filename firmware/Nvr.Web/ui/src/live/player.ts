import { h, say } from '../dom';
import { LiveBuffer, mediaSourceClass } from './mse';
import { t } from '../language/language';

interface LiveText { type: 'init' | 'time'; codecs: string | null; capturedAt: string | null }

const firstRetryMs = 1_000;
const lastRetryMs = 10_000;
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
  private socket: WebSocket | null = null;
  private buffer: LiveBuffer | null = null;
  private retryMs = firstRetryMs;
  private retry = 0;
  private silence = 0;
  private stopped = false;
  private reason = '';
  private jpeg = false;
  private imageUrl = '';
  private readonly visibility = () => (document.hidden ? this.disconnect() : this.connect());

  constructor(private readonly camera: string, private readonly stream: 'main' | 'sub', name: string) {
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

  close(): void {
    this.stopped = true;
    document.removeEventListener('visibilitychange', this.visibility);
    this.disconnect();
  }

  private connect(): void {
    if (this.stopped || document.hidden || this.socket) {
      return;
    }
    if (!mediaSourceClass) {
      this.useHls();
      return;
    }
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/api/v1/cameras/${this.camera}/live?stream=${this.stream}`);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('message', (event) => this.receive(event.data as string | ArrayBuffer));
    socket.addEventListener('close', () => this.socket === socket && this.lost());
    this.socket = socket;
  }

  private disconnect(): void {
    clearTimeout(this.retry);
    clearTimeout(this.silence);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    this.buffer?.close();
    this.buffer = null;
    URL.revokeObjectURL(this.imageUrl);
  }

  private lost(): void {
    this.restart(t.live.lost);
  }

  private restart(why: string): void {
    if (this.stopped) {
      return;
    }
    this.disconnect();
    this.tell(this.reason || why);
    this.retry = window.setTimeout(() => this.connect(), this.retryMs * (0.8 + Math.random() * 0.4));
    this.retryMs = Math.min(lastRetryMs, this.retryMs * 2);
  }

  private receive(data: string | ArrayBuffer): void {
    clearTimeout(this.silence);
    this.silence = window.setTimeout(() => this.tell(this.reason || t.live.silent), silenceMs);
    if (typeof data === 'string') {
      this.announce(JSON.parse(data) as LiveText);
    } else if (this.jpeg) {
      this.showImage(data);
    } else {
      this.buffer?.append(data);
      if (this.video.readyState >= 3 && !this.video.paused) {
        this.moved();
      }
      this.element.dataset['behind'] = (this.buffer?.behind ?? 0).toFixed(2);
    }
  }

  private announce(text: LiveText): void {
    if (text.type !== 'init' || text.codecs === null) {
      return;
    }
    this.jpeg = text.codecs === 'jpeg';
    this.image.hidden = !this.jpeg;
    this.video.hidden = this.jpeg;
    if (this.jpeg) {
      return;
    }
    if (!LiveBuffer.supports(text.codecs)) {
      this.stopped = true;
      this.disconnect();
      this.tell(t.live.format(text.codecs));
      return;
    }
    this.buffer ??= new LiveBuffer(this.video, (why) => this.restart(why));
    this.buffer.begin(text.codecs);
  }

  private showImage(data: ArrayBuffer): void {
    const old = this.imageUrl;
    this.imageUrl = URL.createObjectURL(new Blob([data], { type: 'image/jpeg' }));
    this.image.src = this.imageUrl;
    URL.revokeObjectURL(old);
    this.moved();
  }

  private useHls(): void {
    this.video.src = `/api/v1/cameras/${this.camera}/hls/${this.stream}/index.m3u8`;
    void this.video.play().catch(() => {});
  }

  private moved(): void {
    this.retryMs = firstRetryMs;
    this.element.classList.remove('waiting');
    say(this.words, '');
  }

  private tell(sentence: string): void {
    this.element.classList.add('waiting');
    say(this.words, sentence);
  }
}
