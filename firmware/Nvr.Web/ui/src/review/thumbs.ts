import { api, type Thumbnails } from '../api';
import { h } from '../dom';
import { state } from '../state';

const sheetMs = 300_000;
const settleMs = 60;
/** What is being recorded gets new pictures all the time; what lies back changes only when something is deleted or filled in. */
const freshFor = 10_000;
const oldFor = 600_000;

interface Known { askedAt: number; answer: Promise<Thumbnails> }

/**
 * The small picture over the timeline, of the moment under the pointer. Where nothing is recorded, or no pictures can be made, it stays away.
 * Asks only where the pointer rests; a picture that is no longer wanted is taken back, so that the recorder does not make it.
 */
export class Thumbs {
  private readonly image = h('img', { alt: '' });
  readonly element = h('div', { class: 'thumb', hidden: true, 'aria-hidden': 'true' }, this.image);
  private readonly known = new Map<number, Known>();
  private wanted = 0;
  private timer = 0;

  constructor(private readonly camera: string) {
    this.image.addEventListener('load', () => { this.element.hidden = this.wanted === 0; });
    this.image.addEventListener('error', () => { this.element.hidden = true; });
  }

  /** Shows the moment above a place, in pixels from the left; null shows nothing. */
  show(ms: number | null, x: number): void {
    clearTimeout(this.timer);
    this.wanted = ms ?? 0;
    if (ms === null || ms > state.now) {
      this.hide();
      return;
    }
    // Whole, also at the ends of the band.
    const half = this.element.offsetWidth / 2 || 80;
    const width = this.element.parentElement?.clientWidth ?? 0;
    this.element.style.left = `${Math.max(half, Math.min(width - half, x))}px`;
    this.timer = window.setTimeout(() => void this.find(ms), settleMs);
  }

  private hide(): void {
    this.wanted = 0;
    this.element.hidden = true;
    this.image.removeAttribute('src');
    delete this.element.dataset['utc'];
  }

  private async find(ms: number): Promise<void> {
    const from = Math.floor(ms / sheetMs) * sheetMs;
    // What failed is asked again with the next movement.
    const index = await this.ask(from).catch(() => { this.known.delete(from); return null; });
    if (this.wanted !== ms) {
      return;
    }
    const sheet = index?.sheets[0];
    const offsets = sheet?.offsetsMs ?? [];
    const offset = offsets[Math.floor((ms - from) / 1000 / (index?.stepSeconds ?? 5))];
    if (!index || !sheet || offset === undefined || offset === null) {
      this.hide();
      return;
    }
    // A picture that stands for several moments is on the sheet once, at the first of them.
    const tile = offsets.indexOf(offset);
    this.image.style.transform = `translate(${-(tile % index.columns) * index.tileWidth}px, ${-Math.floor(tile / index.columns) * index.tileHeight}px)`;
    this.element.dataset['utc'] = String(from + offset);
    if (this.image.getAttribute('src') !== sheet.url) {
      this.element.hidden = true;
      this.image.src = sheet.url;
    } else if (this.image.complete && this.image.naturalWidth > 0) {
      this.element.hidden = false;
    }
  }

  private ask(from: number): Promise<Thumbnails> {
    const known = this.known.get(from);
    const lifeMs = from + 2 * sheetMs > state.now ? freshFor : oldFor;
    if (known && state.now - known.askedAt < lifeMs) {
      return known.answer;
    }
    const answer = api.thumbnails(this.camera, from, from + sheetMs);
    this.known.set(from, { askedAt: state.now, answer });
    return answer;
  }
}
