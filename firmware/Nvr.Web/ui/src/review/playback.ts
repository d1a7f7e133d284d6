import { api, Failure, type Movie } from '../api';
import { clockOf, longDayOf } from '../words';
import { state } from '../state';
import type { Footage } from './footage';
import { t } from '../language/language';

const chunkMs = 10 * 60_000;

/** Footage younger than this may still be on its way to the disk; a range must not grow while the browser fetches pieces of it. */
export const settleMs = 4_000;

interface Piece { start: number; end: number; utc: number }

/**
 * Plays recorded footage in a video element and knows which moment it shows. Fetches ten minutes at a time and goes on with the next,
 * over gaps, until it has caught up with the present.
 */
export class Playback {
  private pieces: Piece[] = [];
  private end = 0;
  private target: number | null = null;
  private loading = 0;

  constructor(
    private readonly video: HTMLVideoElement, private readonly camera: string, private readonly footage: Footage,
    private readonly events: { said: (sentence: string) => void; caughtUp: () => void },
  ) {
    video.addEventListener('ended', () => void this.continue());
    video.addEventListener('playing', () => events.said(''));
    video.addEventListener('error', () => video.hasAttribute('src') && events.said(t.review.notPlayed(video.error?.message || t.review.unknownCause)));
  }

  /** The moment on screen; the one asked for while it is being fetched. */
  get now(): number | null {
    if (this.target !== null) {
      return this.target;
    }
    const t = this.video.currentTime;
    const piece = this.pieces.findLast((p) => t >= p.start) ?? this.pieces[0];
    return piece ? piece.utc + (t - piece.start) * 1000 : null;
  }

  async seek(ms: number, play = true): Promise<void> {
    const ticket = ++this.loading;
    this.target = ms;
    const inside = this.pieces.find((p) => ms >= p.utc && ms < p.utc + (p.end - p.start) * 1000 - 200);
    if (inside) {
      this.place(ms, play);
      return;
    }
    const to = Math.min(ms + chunkMs, state.now - settleMs);
    if (to - ms < 1_000) {
      this.events.caughtUp();
      return;
    }
    try {
      const movie = await api.movie(this.camera, ms, to);
      if (ticket === this.loading) {
        this.load(movie, to, ms, play);
      }
    } catch (failure) {
      if (ticket === this.loading) {
        await this.skip(ms, to, play, failure);
      }
    }
  }

  close(): void {
    this.loading++;
    this.target = null;
    this.pieces = [];
    this.video.pause();
    this.video.removeAttribute('src');
    this.video.load();
  }

  private load(movie: Movie, to: number, ms: number, play: boolean): void {
    this.pieces = movie.spans.map((s) => ({ start: s.start, end: s.start + s.duration, utc: Date.parse(s.utc) }));
    this.end = to;
    // Sound that a browser does not know is left out by it; a picture that it does not know is worth a sentence.
    const picture = movie.codecs.split(',')[0]!;
    if (this.video.canPlayType(`video/mp4; codecs="${picture}"`) === '') {
      this.close();
      this.target = ms;
      this.events.said(t.review.format(picture));
      return;
    }
    this.video.src = movie.url;
    this.place(ms, play);
  }

  private place(ms: number, play: boolean): void {
    const piece = this.pieces.find((p) => ms < p.utc + (p.end - p.start) * 1000) ?? this.pieces[0];
    this.video.currentTime = piece ? piece.start + Math.max(0, ms - piece.utc) / 1000 : 0;
    this.target = null;
    if (play) {
      // A browser may forbid sound before the first touch; the picture matters more.
      this.video.play().catch(() => {
        this.video.muted = true;
        void this.video.play().catch(() => {});
      });
    }
  }

  private async skip(ms: number, to: number, play: boolean, failure: unknown): Promise<void> {
    if (!(failure instanceof Failure) || failure.status !== 404) {
      this.events.said(failure instanceof Error ? failure.message : t.review.notReached);
      return;
    }
    const ticket = this.loading;
    await this.footage.cover(ms, to);
    if (ticket !== this.loading) {
      return;
    }
    const next = this.footage.next(ms);
    if (next !== null && next > ms && next < state.now - settleMs) {
      await this.seek(Math.max(next, to), play);
      return;
    }
    const { first } = this.footage;
    this.events.said(first !== null && ms < first
      ? t.review.oldest(`${longDayOf(first)}, ${clockOf(first)}`) : t.review.noneHere);
    this.target = ms;
  }

  private async continue(): Promise<void> {
    await this.seek(this.end, true);
  }
}
