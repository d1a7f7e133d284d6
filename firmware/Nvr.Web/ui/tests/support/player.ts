import type { Footage, Recorded } from '../../src/review/footage';
import type { Found, Playback } from '../../src/review/playback';

type Played = { [K in keyof Playback]: Playback[K] };
interface Piece { start: number; end: number; utc: number }

/** How a camera of the tests is recorded and played. Times are in milliseconds. */
export interface Nature {
  spans: [from: number, to: number][];
  /** How long the recorder takes to answer. */
  answersAfter?: number;
  /** How long the browser takes to have a picture then. */
  picturesAfter?: number;
  /** As much is fetched at once. */
  chunk?: number;
  /** How much slower than asked for this browser plays. */
  lag?: number;
  /** What lies closer to the present is the present. */
  present?: number;
  fails?: boolean;
  /** The recorder does not answer from the one moment of the clock to the other. */
  gone?: [from: number, to: number];
}

/**
 * A camera's playback without a browser: a medium whose pieces lie one after the other, that moves on with the clock. It does what a video element does: it knows nothing of the other cameras, plays on over pauses, and
 * stops at the end of what was fetched.
 */
export class FakePlayer implements Played {
  touched: (plays: boolean) => void = () => {};
  readonly footage: Footage;
  readonly asked: number[] = [];
  readonly placed: number[] = [];
  heard = false;
  steps = 0;
  isClosed = false;
  playbackRate = 1;
  paused = true;
  private pieces: Piece[] = [];
  private media = 0;
  private since = Date.now();
  private piece = 0;
  private end = 0;
  private target: number | null = null;
  private heldUntil: number | null = null;
  private readyAt = 0;
  private ticket = 0;
  private isOutOfReach = false;

  constructor(private readonly nature: Nature) {
    const spans = nature.spans.map(([from, to]): Recorded => ({ from, to, backfilled: false }));
    this.footage = {
      spans, gaps: [],
      next: (ms: number) => spans.find((s) => s.from > ms)?.from ?? null,
      anyIn: (from: number, to: number) => spans.some((s) => Math.min(s.to, to) - Math.max(s.from, from) > 200),
    } as unknown as Footage;
  }

  get now(): number | null {
    this.run();
    const piece = this.pieces[this.pieceAt()];
    return this.target ?? (piece ? piece.utc + this.media - piece.start : null);
  }

  get isLoading(): boolean {
    return this.target !== null;
  }

  get isShowing(): boolean {
    return this.target === null && this.heldUntil === null && this.pieces.length > 0;
  }

  get hasEnded(): boolean {
    this.run();
    return this.isShowing && this.media >= this.mediaEnd;
  }

  get fetchedTo(): number {
    return this.end;
  }

  get isLost(): boolean {
    return this.isOutOfReach;
  }

  get isHeld(): boolean {
    return this.heldUntil !== null;
  }

  get isReady(): boolean {
    return !this.isShowing || Date.now() >= this.readyAt;
  }

  get isSeeking(): boolean {
    return false;
  }

  set isHeard(heard: boolean) {
    this.heard = heard;
  }

  set rate(rate: number) {
    this.run();
    this.playbackRate = rate;
  }

  next(ms: number): number | null {
    return this.heldUntil ?? this.footage.next(ms);
  }

  async find(ms: number): Promise<Found> {
    const ticket = ++this.ticket;
    this.asked.push(ms);
    this.heldUntil = null;
    const to = Math.min(ms + (this.nature.chunk ?? 600_000), this.nature.present ?? Infinity);
    if (to - ms < 1_000) {
      return 'present';
    }
    this.target = ms;
    await new Promise((done) => setTimeout(done, this.nature.answersAfter ?? 20));
    if (ticket !== this.ticket) {
      return 'overtaken';
    }
    const [from, back] = this.nature.gone ?? [Infinity, Infinity];
    if (Date.now() >= from && Date.now() < back) {
      this.closed('failed');
      this.isOutOfReach = true;
      return 'failed';
    }
    return this.nature.fails ? this.closed('failed') : this.load(ms, to);
  }

  place(ms: number): void {
    this.run();
    const piece = this.pieces.find((p) => ms < p.utc + p.end - p.start) ?? this.pieces.at(-1)!;
    this.media = Math.min(piece.end, piece.start + Math.max(0, ms - piece.utc));
    this.piece = this.pieces.indexOf(piece);
    this.target = null;
    this.placed.push(ms);
  }

  play(rate: number, isHeard: boolean): void {
    this.run();
    [this.paused, this.playbackRate, this.heard] = [false, rate, isHeard];
  }

  pause(): void {
    this.run();
    this.paused = true;
  }

  step(direction: 1 | -1): void {
    this.steps += direction;
  }

  crossed(): { from: number; to: number } | null {
    this.run();
    const before = this.pieces[this.piece];
    this.piece = this.pieceAt();
    const after = this.pieces[this.piece];
    const from = before && before !== after ? before.utc + before.end - before.start : 0;
    return from > 0 && after && after.utc - from > 500 ? { from, to: after.utc } : null;
  }

  hold(): void {
    this.pause();
    const piece = this.pieces[this.pieceAt()]!;
    this.place(piece.utc);
    this.heldUntil = piece.utc;
  }

  release(): void {
    this.heldUntil = null;
  }

  close(): void {
    this.closed('nothing');
    this.isClosed = true;
  }

  private get mediaEnd(): number {
    return this.pieces.at(-1)?.end ?? 0;
  }

  private load(ms: number, to: number): Found {
    const parts = this.nature.spans.map(([from, end]) => [Math.max(from, ms), Math.min(end, to)] as const).filter(([from, end]) => end > from);
    if (parts.length === 0) {
      return this.closed('nothing');
    }
    let at = 0;
    this.pieces = parts.map(([from, end]) => ({ start: at, end: (at += end - from), utc: from }));
    this.isOutOfReach = false;
    [this.end, this.media, this.paused, this.readyAt] = [to, 0, true, Date.now() + (this.nature.picturesAfter ?? 0)];
    this.place(ms);
    if (this.pieces[0]!.utc <= ms + 500) {
      return 'here';
    }
    this.hold();
    return 'ahead';
  }

  private closed<T extends Found>(found: T): T {
    this.ticket++;
    [this.target, this.heldUntil, this.pieces, this.paused, this.isOutOfReach] = [null, null, [], true, false];
    return found;
  }

  private run(): void {
    const now = Date.now();
    if (!this.paused && this.pieces.length > 0 && now >= this.readyAt) {
      this.media = Math.min(this.mediaEnd, this.media + (now - Math.max(this.since, this.readyAt)) * this.playbackRate * (1 - (this.nature.lag ?? 0)));
    }
    this.since = now;
  }

  private pieceAt(): number {
    return Math.max(0, this.pieces.findLastIndex((p) => this.media >= p.start));
  }
}
