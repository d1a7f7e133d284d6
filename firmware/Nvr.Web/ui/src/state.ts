import { api, Failure, type Box, type Camera, type Health } from './api';
import { tellTimesIn } from './words';

type Listener = () => void;

/** What every place shows: who is signed in, the cameras with their states, the health. Refreshed every few seconds. */
class BoxState {
  box: Box | null = null;
  cameras: Camera[] | null = null;
  health: Health | null = null;
  reachable = true;
  private readonly listeners = new Set<Listener>();
  private timer = 0;
  private ahead = 0;

  /** The moment by the recorder's clock, which dates the footage; this device's own may be hours off. */
  get now(): number {
    return Date.now() + this.ahead;
  }

  /** Whether who is signed in may add and change cameras. */
  get mayChange(): boolean {
    return this.box?.user.role === 'administrator';
  }

  start(box: Box): void {
    this.box = box;
    tellTimesIn(box.timeZone);
    this.setClock(box.now);
    void this.refresh();
  }

  stop(): void {
    this.box = null;
    this.cameras = null;
    this.health = null;
    this.listeners.clear();
    clearTimeout(this.timer);
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  camera(id: string | null): Camera | undefined {
    return this.cameras?.find((c) => c.id === id);
  }

  async refresh(): Promise<void> {
    clearTimeout(this.timer);
    try {
      [this.cameras, this.health] = await Promise.all([api.cameras(), api.health()]);
      this.setClock(this.health.now);
      this.reachable = true;
    } catch (failure) {
      this.reachable = !(failure instanceof Failure && failure.status === 0);
    }
    if (this.box) {
      this.timer = window.setTimeout(() => void this.refresh(), document.hidden ? 30_000 : 3_000);
      this.listeners.forEach((l) => l());
    }
  }

  // An answer is under way for a moment: only what is more than that is a difference between the clocks.
  private setClock(now: string): void {
    const ahead = Date.parse(now) - Date.now();
    if (Math.abs(ahead - this.ahead) > 1_500) {
      this.ahead = Math.abs(ahead) > 1_500 ? ahead : 0;
    }
  }
}

export const state = new BoxState();
