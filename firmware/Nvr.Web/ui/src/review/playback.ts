import { api, Failure, type Movie } from '../api';
import { state } from '../state';
import type { Footage } from './footage';
import { t } from '../language/language';

const chunkMs = 10 * 60_000;

/** Footage younger than this may still be on its way to the disk; a range must not grow while the browser fetches pieces of it. */
export const settleMs = 4_000;

/** A pause between two stretches that is no more than this is none that anybody sees. */
const seamMs = 500;

/** What a browser says when bytes did not come, rather than that they are wrong; without any it cannot tell what they would have been. */
const notCome: number[] = [MediaError.MEDIA_ERR_NETWORK, MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED];

/** In seconds, how long a picture stays; the usual one until it is known. */
const [shortestPicture, usualPicture, longestPicture] = [0.005, 0.04, 1.5];

/** What became of a search: the moment is shown; what is shown comes later; there is nothing from there on; it is the present; it cannot be had; another search came. */
export type Found = 'here' | 'ahead' | 'nothing' | 'present' | 'failed' | 'overtaken';

interface Piece { start: number; end: number; utc: number }

const lengthOf = (p: Piece) => (p.end - p.start) * 1000;

/** One camera's footage in a video element: finds a moment, ten minutes at a time, and knows which one it shows. When to show what is the conductor's to say. */
export class Playback {
  /** Called when somebody else stopped or started the picture: a headset's key, the browser. */
  touched: (plays: boolean) => void = () => {};
  private pieces: Piece[] = [];
  private piece = 0;
  private end = 0;
  private target: number | null = null;
  private heldUntil: number | null = null;
  private ticket = 0;
  private meansToPlay = false;
  private isOutOfReach = false;
  /** On the medium's own clock, the beginning of the picture on screen; null from a seek until the browser tells it. */
  private pictureTime: number | null = null;
  /** The least distance of two pictures that followed each other on screen, in seconds; null until two have. */
  private pictureLength: number | null = null;

  constructor(private readonly video: HTMLVideoElement, private readonly camera: string, private stream: 'main' | 'sub', readonly footage: Footage, private readonly said: (sentence: string) => void) {
    video.addEventListener('playing', () => said(''));
    video.addEventListener('error', () => this.fail());
    video.addEventListener('pause', () => this.meansToPlay && !video.ended && this.isShowing && this.touched(false));
    video.addEventListener('play', () => !this.meansToPlay && this.touched(true));
    const seen = (_: number, picture: { mediaTime: number }) => {
      const length = this.pictureTime === null ? 0 : picture.mediaTime - this.pictureTime;
      if (length > shortestPicture && length < (this.pictureLength ?? longestPicture)) {
        this.pictureLength = length;
      }
      this.pictureTime = picture.mediaTime;
      video.requestVideoFrameCallback?.(seen);
    };
    video.requestVideoFrameCallback?.(seen);
    video.addEventListener('seeking', () => (this.pictureTime = null));
  }

  /** The moment on screen; the one asked for while it is being fetched; null while there is none. */
  get now(): number | null {
    if (this.target !== null) {
      return this.target;
    }
    const piece = this.pieces[this.pieceAt(this.video.currentTime)];
    return piece ? piece.utc + (this.video.currentTime - piece.start) * 1000 : null;
  }

  get isLoading(): boolean {
    return this.target !== null;
  }

  get isShowing(): boolean {
    return this.target === null && this.heldUntil === null && this.pieces.length > 0 && !this.video.error;
  }

  /** Whether the picture has run out of what was fetched. */
  get hasEnded(): boolean {
    return this.isShowing && this.video.ended;
  }

  /** Whether the recorder could not be reached: it may be started again, and asked again. */
  get isLost(): boolean {
    return this.isOutOfReach;
  }

  /** Where what was fetched ends. */
  get fetchedTo(): number {
    return this.end;
  }

  /** When the next picture comes, of a camera that shows none now. */
  next(ms: number): number | null {
    return this.heldUntil ?? this.footage.next(ms);
  }

  get isHeld(): boolean {
    return this.heldUntil !== null;
  }

  async find(ms: number): Promise<Found> {
    const ticket = ++this.ticket;
    this.heldUntil = null;
    if (!this.video.error && this.pieces.some((p) => ms >= p.utc && ms < p.utc + lengthOf(p) - 200)) {
      this.place(ms);
      return 'here';
    }
    const to = Math.min(ms + chunkMs, state.now - settleMs);
    if (to - ms < 1_000) {
      return 'present';
    }
    this.target = ms;
    try {
      const movie = await this.movie(ms, to);
      return ticket === this.ticket ? this.load(movie, to, ms) : 'overtaken';
    } catch (failure) {
      return ticket === this.ticket ? await this.explain(failure, ticket, ms, to) : 'overtaken';
    }
  }

  /** Shows exactly that moment of what was fetched. */
  place(ms: number): void {
    const piece = this.pieces.find((p) => ms < p.utc + lengthOf(p)) ?? this.pieces[this.pieces.length - 1]!;
    this.video.currentTime = Math.min(piece.end, piece.start + Math.max(0, ms - piece.utc) / 1000);
    this.piece = this.pieces.indexOf(piece);
    this.target = null;
  }

  play(rate: number, isHeard: boolean): void {
    this.meansToPlay = true;
    this.video.playbackRate = rate;
    this.video.muted = !isHeard;
    if (this.video.paused) {
      // A browser may forbid sound before the first touch; the picture matters more.
      this.video.play().catch(() => {
        this.video.muted = true;
        void this.video.play().catch(() => {});
      });
    }
  }

  /** Shows the picture before or after the one on screen; the middle of it is looked for, so that no rounding lands on its neighbour. */
  step(direction: 1 | -1): void {
    const length = this.pictureLength ?? usualPicture;
    // After a step the clock stands in the middle of a picture already.
    const middle = this.pictureTime !== null ? this.pictureTime + length / 2 : this.video.currentTime;
    this.video.currentTime = Math.max(0, middle + direction * length);
  }

  set isHeard(heard: boolean) {
    this.video.muted = !heard;
  }

  set rate(rate: number) {
    if (Math.abs(this.video.playbackRate - rate) > 0.005) {
      this.video.playbackRate = rate;
    }
  }

  pause(): void {
    this.meansToPlay = false;
    this.video.pause();
  }

  /** Whether a picture of the moment is there to be shown at once. */
  get isReady(): boolean {
    return !this.isShowing || (this.video.readyState >= 3 && !this.video.seeking) || this.video.ended;
  }

  get isSeeking(): boolean {
    return this.video.seeking;
  }

  /** The pause that playing has just come over, once. */
  crossed(): { from: number; to: number } | null {
    const before = this.pieces[this.piece];
    this.piece = this.pieceAt(this.video.currentTime);
    const after = this.pieces[this.piece];
    const from = before && before !== after ? before.utc + lengthOf(before) : 0;
    return from > 0 && after && after.utc - from > seamMs ? { from, to: after.utc } : null;
  }

  /** Stops at the moment on screen, which is yet to come. */
  hold(): void {
    this.pause();
    const piece = this.pieces[this.pieceAt(this.video.currentTime)];
    if (piece) {
      this.place(piece.utc);
      this.heldUntil = piece.utc;
      this.said(this.footage.gapAt(piece.utc - 1)?.sentence ?? t.review.noneHere);
    }
  }

  release(): void {
    this.heldUntil = null;
    this.said('');
  }

  close(): void {
    this.ticket++;
    this.isOutOfReach = false;
    this.target = null;
    this.heldUntil = null;
    this.pieces = [];
    this.pause();
    this.video.removeAttribute('src');
    this.video.load();
  }

  private fail(): void {
    if (this.video.hasAttribute('src')) {
      this.isOutOfReach = notCome.includes(this.video.error?.code ?? 0);
      this.said(t.review.notPlayed(this.video.error?.message || t.review.unknownCause));
    }
  }

  private pieceAt(mediaTime: number): number {
    return Math.max(0, this.pieces.findLastIndex((p) => mediaTime >= p.start - 0.001));
  }

  /** What is shown small may be the small stream, where that was recorded. */
  private async movie(ms: number, to: number): Promise<Movie> {
    if (this.stream === 'sub') {
      try {
        return await api.movie(this.camera, ms, to, 'original', 'sub');
      } catch (failure) {
        if (!(failure instanceof Failure) || failure.status !== 404) {
          throw failure;
        }
        this.stream = 'main';
      }
    }
    return await api.movie(this.camera, ms, to);
  }

  private load(movie: Movie, to: number, ms: number): Found {
    // Sound that a browser does not know is left out by it; a picture that it does not know is worth a sentence.
    const picture = movie.codecs.split(',')[0]!;
    if (this.video.canPlayType(`video/mp4; codecs="${picture}"`) === '') {
      this.close();
      this.said(t.review.format(picture));
      return 'failed';
    }
    this.isOutOfReach = false;
    this.pieces = movie.spans.map((s) => ({ start: s.start, end: s.start + s.duration, utc: Date.parse(s.utc) }));
    this.end = to;
    this.pictureLength = null;
    this.video.src = movie.url;
    this.place(ms);
    if (this.pieces[this.piece]!.utc <= ms + seamMs) {
      return 'here';
    }
    this.hold();
    return 'ahead';
  }

  private async explain(failure: unknown, ticket: number, ms: number, to: number): Promise<Found> {
    if (!(failure instanceof Failure) || failure.status !== 404) {
      this.close();
      this.isOutOfReach = failure instanceof Failure && failure.status === 0;
      this.said(failure instanceof Error ? failure.message : t.review.notReached);
      return 'failed';
    }
    await this.footage.cover(ms, to);
    if (ticket !== this.ticket) {
      return 'overtaken';
    }
    this.close();
    this.said(this.footage.gapAt(ms)?.sentence ?? t.review.noneHere);
    return 'nothing';
  }
}
