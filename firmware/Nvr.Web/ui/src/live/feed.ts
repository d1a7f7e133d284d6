import { t } from '../language/language';

type SourceClass = typeof MediaSource;
type Kind = 'video' | 'audio';

/** Media Source Extensions as this browser names them; null where neither exists. */
export const mediaSourceClass: SourceClass | null =
  (window as unknown as { ManagedMediaSource?: SourceClass }).ManagedMediaSource ?? window.MediaSource ?? null;

const typeOf = (kind: Kind, codecs: string) => `${kind}/mp4; codecs="${codecs}"`;

export const isPlayable = (kind: Kind, codecs: string) => mediaSourceClass?.isTypeSupported(typeOf(kind, codecs)) ?? false;

const keep = 8; // seconds of the past
const most = 300;

/** Feeds fragments to a media element. One init segment after another may come; a new codec changes the buffer's type. */
export abstract class MediaFeed {
  private readonly source: MediaSource;
  private readonly url: string;
  private buffer: SourceBuffer | null = null;
  private type = '';
  private readonly queue: ({ type: string } | BufferSource)[] = [];

  constructor(protected readonly element: HTMLMediaElement, private readonly kind: Kind, private readonly failed: (why: string) => void) {
    this.source = new mediaSourceClass!();
    this.url = URL.createObjectURL(this.source);
    element.disableRemotePlayback = true;
    element.src = this.url;
    this.source.addEventListener('sourceopen', () => this.pump(), { once: true });
  }

  begin(codecs: string): void {
    this.queue.push({ type: typeOf(this.kind, codecs) });
  }

  append(bytes: ArrayBuffer): void {
    this.queue.push(bytes);
    if (this.queue.length > most) {
      this.failed(t.live.tooSlow);
    }
    this.pump();
  }

  close(): void {
    this.queue.length = 0;
    this.element.removeAttribute('src');
    this.element.load();
    URL.revokeObjectURL(this.url);
  }

  /** All that came is in the buffer, the last of it without a gap from one second to the other. */
  protected abstract follow(start: number, end: number): void;

  private pump(): void {
    if (this.source.readyState !== 'open' || this.buffer?.updating || this.element.error) {
      return;
    }
    const next = this.queue.shift();
    if (next === undefined) {
      this.rest();
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

  private rest(): void {
    const { buffered, currentTime } = this.element;
    if (buffered.length === 0) {
      return;
    }
    this.follow(buffered.start(buffered.length - 1), buffered.end(buffered.length - 1));
    if (buffered.start(0) < currentTime - keep - 4 && this.buffer && !this.buffer.updating) {
      this.buffer.remove(0, currentTime - keep);
    }
  }
}
