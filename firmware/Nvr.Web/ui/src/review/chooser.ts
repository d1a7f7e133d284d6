import { h, put, say } from '../dom';
import { state } from '../state';
import { t } from '../language/language';

/** So many pictures are shown beside each other at most. */
export const mostCameras = 16;

/** Chooses the cameras that are shown: a list to tick, and for each a way to see it alone. */
export class Chooser {
  readonly element: HTMLDetailsElement;
  private readonly summary = h('summary', { class: 'button' });
  private readonly list = h('ul', {});
  private shown = '';

  constructor(private chosen: string[], private readonly choose: (ids: string[]) => void) {
    this.element = h('details', { class: 'chooser' }, this.summary, h('div', { class: 'sheet' }, this.list, h('p', { class: 'quiet' }, t.review.atMost(mostCameras))));
    this.element.addEventListener('keydown', (e) => {
      if (e.key === 'Escape' && this.element.open) {
        e.stopPropagation();
        this.element.open = false;
        this.summary.focus();
      }
    });
    this.update(chosen);
  }

  /** Closes when somebody goes on elsewhere. */
  leave(target: EventTarget | null): void {
    if (!this.element.contains(target as Node)) {
      this.element.open = false;
    }
  }

  update(chosen: string[]): void {
    this.chosen = chosen;
    const cameras = state.cameras ?? [];
    const [first] = chosen;
    say(this.summary, chosen.length === 1 ? cameras.find((c) => c.id === first)?.name ?? t.camera : t.review.cameras(chosen.length));
    const now = JSON.stringify([chosen, cameras.map((c) => [c.id, c.name])]);
    if (now === this.shown) {
      return;
    }
    this.shown = now;
    const focused = (document.activeElement as HTMLElement | null)?.dataset['id'];
    put(this.list, ...cameras.map((c) => {
      const isChosen = chosen.includes(c.id);
      const box = h('input', { type: 'checkbox', 'data-id': c.id, checked: isChosen, disabled: isChosen ? chosen.length === 1 : chosen.length >= mostCameras });
      box.addEventListener('change', () => this.choose(box.checked ? [...this.chosen, c.id] : this.chosen.filter((id) => id !== c.id)));
      const alone = h('button', { class: 'plain', 'aria-label': `${t.review.only}: ${c.name}`, onclick: () => { this.element.open = false; this.choose([c.id]); } }, t.review.only);
      return h('li', { class: 'row line' }, h('label', { class: 'check' }, box, h('span', { dir: 'auto' }, c.name)), alone);
    }));
    if (focused) {
      this.list.querySelector<HTMLElement>(`[data-id="${focused}"]`)?.focus();
    }
  }
}
