import type { Camera } from '../api';
import { h, put } from '../dom';
import { t } from '../language/language';
import { mostColumns, type Arrangement } from './arrangement';

/** Columns, a large first picture, and which cameras: what a layout of one's own is made of. Takes effect with each change. */
export class OwnForm {
  private readonly columns = h('select', { 'aria-label': t.live.columns }, ...Array.from({ length: mostColumns }, (_, i) => h('option', { value: i + 1 }, String(i + 1))));
  private readonly large = h('input', { type: 'checkbox' });
  private readonly cameras = h('div', { class: 'checks', role: 'group', 'aria-label': t.live.which });
  readonly element = h('form', { class: 'ownlayout', hidden: true, 'aria-label': t.live.own },
    h('label', { class: 'check' }, h('span', {}, t.live.columns), this.columns), h('label', { class: 'check' }, this.large, h('span', {}, t.live.firstIsLarge)), this.cameras);
  private shown = '';

  constructor(private readonly arrangement: Arrangement, private readonly changed: () => void) {
    this.element.addEventListener('submit', (e) => { e.preventDefault(); });
    this.columns.addEventListener('change', () => this.change({ columns: Number(this.columns.value) }));
    this.large.addEventListener('change', () => this.change({ firstIsLarge: this.large.checked }));
  }

  show(cameras: Camera[]): void {
    const { columns, firstIsLarge, hidden } = this.arrangement.own;
    this.columns.value = String(columns);
    this.large.checked = firstIsLarge;
    const list = JSON.stringify(cameras.map((c) => [c.id, c.name, hidden.includes(c.id)]));
    if (list !== this.shown) {
      this.shown = list;
      const focused = this.cameras.contains(document.activeElement) ? (document.activeElement as HTMLInputElement).value : '';
      put(this.cameras, ...cameras.map((c) => this.boxOf(c, !hidden.includes(c.id))));
      this.cameras.querySelector<HTMLElement>(`input[value="${CSS.escape(focused)}"]`)?.focus();
    }
  }

  private boxOf(camera: Camera, checked: boolean): HTMLElement {
    const box = h('input', { type: 'checkbox', value: camera.id, checked });
    box.addEventListener('change', () => {
      const others = this.arrangement.own.hidden.filter((id) => id !== camera.id);
      this.change({ hidden: box.checked ? others : [...others, camera.id] });
    });
    return h('label', { class: 'check' }, box, h('span', {}, camera.name));
  }

  private change(part: Partial<Arrangement['own']>): void {
    this.arrangement.own = { ...this.arrangement.own, ...part };
    this.changed();
  }
}
