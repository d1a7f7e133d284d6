import { h } from '../dom';
import { t } from '../language/language';
import type { Stretch } from '../review/footage';
import { momentOf, wallOf } from '../zone';

/** The beginning and the end of what is to be taken: marked at the moment that is shown, or typed. */
export class InOut {
  readonly element: HTMLElement;
  private readonly from = h('input', { type: 'datetime-local', required: true, step: '1', name: 'from' });
  private readonly to = h('input', { type: 'datetime-local', required: true, step: '1', name: 'to' });

  constructor(private readonly now: () => number) {
    this.element = h('div', { class: 'pair marks' },
      h('div', {}, h('label', {}, h('span', {}, t.from), this.from), h('button', { type: 'button', class: 'plain', onclick: () => this.mark('in') }, t.exports.markIn)),
      h('div', {}, h('label', {}, h('span', {}, t.to), this.to), h('button', { type: 'button', class: 'plain', onclick: () => this.mark('out') }, t.exports.markOut)));
  }

  /** The minute around the moment, where nothing is marked yet. */
  begin(): void {
    if (!this.from.value && !this.to.value) {
      const now = this.now();
      this.from.value = wallOf(now - 60_000);
      this.to.value = wallOf(now);
    }
  }

  mark(side: 'in' | 'out'): void {
    (side === 'in' ? this.from : this.to).value = wallOf(this.now());
  }

  /** Null where the end is not after the beginning, or one is missing. */
  get marked(): Stretch | null {
    const [from, to] = [momentOf(this.from.value), momentOf(this.to.value)];
    return from < to ? { from, to } : null;
  }

  /** The same as the recorder is asked for it. */
  get stretch(): { from: string; to: string } | null {
    const { marked } = this;
    return marked && { from: new Date(marked.from).toISOString(), to: new Date(marked.to).toISOString() };
  }
}
