import { state } from '../state';
import { settleMs, type Found, type Playback } from './playback';

const tickMs = 100;

const pollMs = 20;

const restFor = (ms: number) => new Promise<void>((done) => { setTimeout(done, ms); });

/** So long all cameras are waited for before the first begins; who is later joins in. */
const gatherMs = 1_500;

/** Nobody sees so little. */
const closeMs = 30;

/** More than this is not caught up with, but jumped over. */
const jumpMs = 800;

/** A third of a distance is left after so long, at most this much faster or slower. */
const [catchUpMs, mostFaster] = [400, 0.5];

/** How often a camera without footage is looked for again. */
const askAgainMs = 5_000;

interface Events { caughtUp: () => void; changed: () => void; nothing: (ms: number) => void }

/**
 * Plays several cameras at one moment. The first that shows a picture leads; the others go a little faster or slower until they are where it is. Where a camera has no footage it waits for
 * its next picture while the others go on; where none has, all go on with the next that there is.
 */
export class Conductor {
  private at = 0;
  private leader: Playback | null = null;
  private ticket = 0;
  private gathering = false;
  private plays = true;
  private wantedRate = 1;
  private readonly askedAt = new Map<Playback, number>();
  private readonly timer = window.setInterval(() => this.tick(), tickMs);

  constructor(private readonly players: Playback[], private readonly events: Events) {
    players.forEach((p) => (p.touched = (plays) => !this.gathering && p === this.leader && (plays ? this.play() : this.pause())));
  }

  /** The moment that is shown, or looked for. */
  get now(): number {
    return this.leader?.now ?? this.at;
  }

  /** Whether a picture is missing because the recorder cannot be reached. */
  private get isLost(): boolean {
    return this.players.some((p) => p.isLost);
  }

  get isPlaying(): boolean {
    return this.plays;
  }

  get rate(): number {
    return this.wantedRate;
  }

  set rate(rate: number) {
    this.wantedRate = rate;
    this.players.forEach((p) => (p.rate = rate));
    this.events.changed();
  }

  async seek(ms: number): Promise<void> {
    const ticket = ++this.ticket;
    [this.at, this.leader, this.gathering] = [ms, null, true];
    this.players.forEach((p) => p.pause());
    const found = await this.search(ms, ticket);
    if (ticket !== this.ticket) {
      return;
    }
    if (found.every((f) => f === 'present')) {
      this.gathering = false;
      this.events.caughtUp();
      return;
    }
    if (!found.includes('here')) {
      this.gathering = false;
      // What cannot be reached is no reason to go elsewhere.
      this.plays &&= this.isLost || found.some((f) => f === 'ahead' || f === 'nothing');
      await (!this.isLost && (this.plays || found.includes('ahead')) ? this.goOn() : undefined);
      this.events.changed();
      return;
    }
    for (const until = performance.now() + gatherMs; this.players.length > 1 && performance.now() < until && !this.players.every((p) => p.isReady);) {
      await restFor(pollMs);
    }
    if (ticket === this.ticket) {
      this.gathering = false;
      this.start();
    }
  }

  play(): void {
    this.plays = true;
    if (this.leader || this.gathering) {
      this.start();
    } else {
      void this.seek(this.at);
    }
    this.events.changed();
  }

  pause(): void {
    this.plays = false;
    this.at = this.now;
    this.players.forEach((p) => p.pause());
    this.tick();
    this.events.changed();
  }

  /** Stops, and shows the picture before or after. */
  step(direction: 1 | -1): void {
    this.pause();
    this.leader?.step(direction);
  }

  toggle(): void {
    if (this.plays) {
      this.pause();
    } else {
      this.play();
    }
  }

  /** Shows nothing until a moment is looked for. */
  rest(): void {
    this.ticket++;
    [this.leader, this.gathering] = [null, true];
    this.players.forEach((p) => p.close());
  }

  close(): void {
    clearInterval(this.timer);
    this.rest();
  }

  /** What became of the search of each. One that is still searched for when others have a picture and have waited for it is undefined; it joins in by itself. */
  private async search(ms: number, ticket: number): Promise<(Found | undefined)[]> {
    const found: (Found | undefined)[] = this.players.map(() => undefined);
    const all = Promise.all(this.players.map(async (player, i) => {
      found[i] = await player.find(ms);
      if (found[i] === 'here' && !this.gathering && ticket === this.ticket) {
        this.letPlay(player);
      }
    }));
    const until = performance.now() + gatherMs;
    while (ticket === this.ticket && found.includes(undefined) && !(found.includes('here') && performance.now() >= until)) {
      await Promise.race([all, restFor(pollMs)]);
    }
    return found;
  }

  private start(): void {
    if (this.gathering) {
      return;
    }
    this.lookForLeader();
    if (this.plays) {
      this.players.filter((p) => p.isShowing).forEach((p) => p.play(this.wantedRate, p === this.leader));
    }
  }

  private lookForLeader(): void {
    if (this.leader?.isShowing && !this.leader.hasEnded) {
      return;
    }
    this.leader = this.players.find((p) => p.isShowing && !p.hasEnded) ?? null;
    this.players.forEach((p) => (p.isHeard = p === this.leader));
  }

  private tick(): void {
    if (this.gathering) {
      return;
    }
    this.players.filter((p) => p.isLost && !p.isLoading).forEach((p) => this.find(p, this.at));
    this.waitInPauses();
    this.lookForLeader();
    if (!this.leader) {
      if (this.plays && !this.isLost && !this.players.some((p) => p.isLoading)) {
        void this.goOn();
      }
      return;
    }
    this.at = this.leader.now!;
    this.players.filter((p) => p !== this.leader).forEach((p) => this.join(p));
  }

  /** Alone, a camera plays over its pauses. With others it waits, unless they have nothing there either. */
  private waitInPauses(): void {
    for (const player of this.players.filter((p) => p.isShowing)) {
      const pause = player.crossed();
      if (pause && this.players.some((p) => p !== player && p.footage.anyIn(pause.from, pause.to))) {
        player.hold();
        if (player === this.leader) {
          [this.at, this.leader] = [pause.from, null];
        }
      }
    }
  }

  private join(player: Playback): void {
    if (player.isLoading) {
      return;
    }
    if (player.isHeld) {
      const { at } = this;
      if (player.next(at)! <= at + tickMs * this.wantedRate) {
        player.release();
        this.letPlay(player);
      }
      return;
    }
    if (!player.isShowing || player.hasEnded) {
      this.askFor(player);
      return;
    }
    const drift = player.now! - this.at;
    if (player.isSeeking) {
      return;
    }
    if (!this.plays) {
      if (Math.abs(drift) > closeMs / 2) {
        player.place(this.at);
      }
    } else if (Math.abs(drift) > jumpMs * Math.max(1, this.wantedRate)) {
      player.place(this.at + 100 * this.wantedRate);
    } else {
      player.rate = Math.abs(drift) > closeMs ? this.wantedRate * (1 - Math.max(-mostFaster, Math.min(mostFaster, drift / catchUpMs / this.wantedRate))) : this.wantedRate;
    }
  }

  /** One whose fetched stretch has ended, or that had nothing, may have something by now. */
  private askFor(player: Playback): void {
    if (player.hasEnded || player.footage.anyIn(this.at, this.at + askAgainMs * this.wantedRate)) {
      this.find(player, player.hasEnded ? player.fetchedTo : this.at);
    }
  }

  /** Looks for the moment, but not all the time, and lets it join the others when it is there. */
  private find(player: Playback, ms: number): void {
    if (performance.now() - (this.askedAt.get(player) ?? -askAgainMs) < askAgainMs) {
      return;
    }
    this.askedAt.set(player, performance.now());
    player.pause();
    void player.find(ms).then((found) => found === 'here' && !this.gathering && this.letPlay(player));
  }

  private letPlay(player: Playback): void {
    if (this.plays) {
      player.play(this.wantedRate, player === this.leader);
    }
  }

  /** Nothing is shown: what was fetched has ended, or there was nothing. Goes on where the next picture of any camera is. */
  private async goOn(): Promise<void> {
    const ended = this.players.filter((p) => p.hasEnded).map((p) => p.fetchedTo);
    const from = ended.length > 0 ? Math.max(this.at, Math.min(...ended)) : this.at;
    const later = this.players.map((p) => p.next(from)).filter((n): n is number => n !== null && n > this.at);
    const next = ended.length > 0 ? from : later.length > 0 ? Math.min(...later) : null;
    if (next === null) {
      this.plays = false;
      this.events.nothing(this.at);
      this.events.changed();
    } else if (next > state.now - settleMs) {
      this.events.caughtUp();
    } else {
      await this.seek(next);
    }
  }
}
