/** The layout that somebody made: which cameras, in how many columns. */
export const own = -1;

/** How many pictures are shown at once; 0 for all. */
export const layouts = [0, 1, 4, 9, 16, own] as const;

export const mostColumns = 8;

/** What a layout of one's own is like: a first picture that is large takes the place of four. */
export interface OwnLayout { columns: number; firstIsLarge: boolean; hidden: string[] }

const key = 'live';

interface Stored { order: string[]; size: number; own: OwnLayout }

const strings = (list: unknown): string[] => (Array.isArray(list) ? list.filter((id) => typeof id === 'string') : []);

function ownOf(stored: Partial<OwnLayout> | null | undefined): OwnLayout {
  const columns = Number(stored?.columns);
  return { columns: Number.isInteger(columns) && columns >= 1 && columns <= mostColumns ? columns : 3, firstIsLarge: stored?.firstIsLarge === true, hidden: strings(stored?.hidden) };
}

/**
 * The order of the pictures and how many are shown at once: of this browser, since a phone and a wall of screens are arranged differently. A browser that keeps nothing begins anew each time.
 */
export class Arrangement {
  private stored: Stored = { order: [], size: 0, own: ownOf(null) };

  constructor() {
    try {
      const { order, size, own } = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Stored>;
      this.stored = { order: strings(order), size: layouts.find((l) => l === size) ?? 0, own: ownOf(own) };
    } catch {
      // As if nothing had been arranged.
    }
  }

  get size(): number {
    return this.stored.size;
  }

  set size(size: number) {
    this.keep({ ...this.stored, size });
  }

  get own(): OwnLayout {
    return this.stored.own;
  }

  set own(layout: OwnLayout) {
    this.keep({ ...this.stored, own: layout });
  }

  /** Those that the layout shows, a camera that is new among them. */
  chosen<T extends { id: string }>(cameras: T[]): T[] {
    return this.size === own ? cameras.filter((c) => !this.stored.own.hidden.includes(c.id)) : cameras;
  }

  /** What was arranged first, in that order; then the rest as the recorder lists it. */
  sort<T extends { id: string }>(cameras: T[]): T[] {
    const place = (camera: T) => {
      const at = this.stored.order.indexOf(camera.id);
      return at < 0 ? this.stored.order.length + cameras.indexOf(camera) : at;
    };
    return [...cameras].sort((a, b) => place(a) - place(b));
  }

  /** Puts one where another is; those between move up. */
  move(ids: string[], id: string, to: string): void {
    const rest = ids.filter((i) => i !== id);
    const at = ids.indexOf(to);
    this.keep({ ...this.stored, order: [...rest.slice(0, at), id, ...rest.slice(at)] });
  }

  private keep(stored: Stored): void {
    this.stored = stored;
    try {
      localStorage.setItem(key, JSON.stringify(stored));
    } catch {
      // Until the page is left.
    }
  }
}
