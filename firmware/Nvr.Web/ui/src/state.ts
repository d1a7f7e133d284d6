import { api, Failure, type Box, type Camera, type Health } from './api';

type Listener = () => void;

/** What every place shows: who is signed in, the cameras with their states, the health. Refreshed every few seconds. */
class BoxState {
  box: Box | null = null;
  cameras: Camera[] | null = null;
  health: Health | null = null;
  reachable = true;
  private readonly listeners = new Set<Listener>();
  private timer = 0;

  start(box: Box): void {
    this.box = box;
    void this.refresh();
  }

  stop(): void {
    this.box = null;
    this.cameras = null;
    this.health = null;
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
      this.reachable = true;
    } catch (failure) {
      this.reachable = !(failure instanceof Failure && failure.status === 0);
    }
    if (this.box) {
      this.timer = window.setTimeout(() => void this.refresh(), document.hidden ? 30_000 : 3_000);
      this.listeners.forEach((l) => l());
    }
  }
}

export const state = new BoxState();
