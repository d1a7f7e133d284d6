import { t } from '../language/language';

type SourceClass = typeof MediaSource;

/** Media Source Extensions as this browser names them; null where neither exists. */
export const mediaSourceClass: SourceClass | null =
  (window as unknown as { ManagedMediaSource?: SourceClass }).ManagedMediaSource ?? window.MediaSource ?? null;

const aim = 0.15; // seconds behind the newest picture: two or three frames, against jitter
const hurry = 0.3;
const jump = 1.5;
const keep = 8;

/**
 * Feeds fragments to a video element and stays as close to the newest picture as it can: a little faster when behind, a jump when
 * far behind. One init segment after another may come; a new codec changes the buffer's type.
 */
export class LiveBuffer {
  private readonly source: MediaSource;
  private readonly url: string;
  private buffer: SourceBuffer | null = null;
  private type = '';
  private readonly queue: ({ type: string } | BufferSource)[] = [];
  private started = false;

  constructor(private readonly video: HTMLVideoElement, private readonly failed: (why: string) => void) {
    this.source = new mediaSourceClass!();
    this.url = URL.createObjectURL(this.source);
    video.disableRemotePlayback = true;
    video.src = this.url;
    this.source.addEventListener('sourceopen', () => this.pump(), { once: true });
  }

  static supports(codecs: string): boolean {
    return mediaSourceClass?.isTypeSupported(`video/mp4; codecs="${codecs}"`) ?? false;
  }

  get behind(): number {
    const { buffered } = this.video;
    return buffered.length === 0 ? 0 : buffered.end(buffered.length - 1) - this.video.currentTime;
  }

  begin(codecs: string): void {
    this.queue.push({ type: `video/mp4; codecs="${codecs}"` });
  }

  append(bytes: ArrayBuffer): void {
    this.queue.push(bytes);
    if (this.queue.length > 300) {
      this.failed(t.live.tooSlow);
    }
    this.pump();
  }

  close(): void {
    this.queue.length = 0;
    this.video.removeAttribute('src');
    this.video.load();
    URL.revokeObjectURL(this.url);
  }

  private pump(): void {
    if (this.source.readyState !== 'open' || this.buffer?.updating || this.video.error) {
      return;
    }
    const next = this.queue.shift();
    if (next === undefined) {
      this.follow();
      return;
    }
    try {
      if ('type' in next) {
        this.setType(next.type);
        this.pump();
      } else {
        this.buffer?.appendBuffer(next);
      }
    } catch (error) {
      this.failed(String(error));
    }
  }

  private setType(type: string): void {
    if (!this.buffer) {
      this.buffer = this.source.addSourceBuffer(type);
      this.buffer.addEventListener('updateend', () => this.pump());
      this.buffer.addEventListener('error', () => this.failed(t.live.notDecoded));
    } else if (type !== this.type) {
      this.buffer.changeType(type);
    }
    this.type = type;
  }

  private follow(): void {
    const { video } = this;
    const { buffered } = video;
    if (buffered.length === 0) {
      return;
    }
    const end = buffered.end(buffered.length - 1);
    const behind = end - video.currentTime;
    if (!this.started || behind > jump || behind < -0.5 || video.currentTime < buffered.start(0)) {
      this.started = true;
      video.currentTime = Math.max(buffered.start(buffered.length - 1), end - aim);
      void video.play().catch(() => {});
    }
    video.playbackRate = behind > hurry ? 1.15 : 1;
    if (buffered.start(0) < video.currentTime - keep - 4 && this.buffer && !this.buffer.updating) {
      this.buffer.remove(0, video.currentTime - keep);
    }
  }
}
