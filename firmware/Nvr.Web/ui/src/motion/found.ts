import { h, put, say } from '../dom';
import { t } from '../language/language';
import { listEvents, type CameraEvent } from '../eventapi';
import { clockOf, dayOf, eventWords } from '../words';
import type { Draft } from './draft';
import { isTold } from './geometry';
import { strengthOf } from './scene';

const asked = 24;
const listed = 12;

/** What the recorder found in this camera's pictures lately, and what the settings as they are drawn would make of it. */
export class FoundList {
  readonly element: HTMLElement;
  private readonly list = h('ul', { class: 'list finds' });
  private readonly said = h('p', { class: 'quiet', role: 'status' });
  private readonly show = h('input', { type: 'checkbox', checked: true, name: 'finds' });
  private readonly buttons = new Map<string, { button: HTMLButtonElement; word: HTMLElement; event: CameraEvent }>();
  private all: CameraEvent[] = [];
  private shown = '';
  private asking = false;

  /** `changed` is told what is to be drawn, `chosen` which event somebody wants to see; null is the present. */
  constructor(private readonly camera: string, private readonly draft: Draft, private readonly changed: (found: CameraEvent[]) => void, private readonly chosen: (event: string | null) => void) {
    this.show.addEventListener('change', () => this.changed(this.drawn));
    this.element = h('section', { 'aria-label': t.motion.found }, h('h2', {}, t.motion.found), h('p', { class: 'quiet' }, t.motion.foundMeans),
      h('label', { class: 'check' }, this.show, h('span', {}, t.motion.showFound)), this.said, this.list);
  }

  private get drawn(): CameraEvent[] {
    return this.show.checked ? this.all : [];
  }

  async refresh(): Promise<void> {
    if (this.asking) {
      return;
    }
    this.asking = true;
    try {
      const page = await listEvents({ camera: [this.camera], source: ['recorder'], limit: asked });
      this.all = page.events.filter((e) => e.box !== null).slice(0, listed);
      say(this.said, this.all.length === 0 ? t.motion.nothingFound : '');
      const now = this.all.map((e) => e.id).join(' ');
      if (now !== this.shown) {
        this.shown = now;
        this.fill();
        this.changed(this.drawn);
      }
    } catch {
      // The line at the top says that the recorder does not answer; what was found stays.
    } finally {
      this.asking = false;
    }
  }

  /** What would be told changes while corners are dragged. */
  judge(): void {
    const { motion, zone } = this.draft;
    for (const { word, event } of this.buttons.values()) {
      const isIt = isTold(motion, zone, event.box!, strengthOf(event));
      word.dataset['told'] = String(isIt);
      say(word, zone ? (isIt ? t.motion.inThisZone : t.motion.notInThisZone) : isIt ? t.motion.wouldBeTold : t.motion.wouldNotBeTold);
    }
  }

  mark(event: string | null): void {
    this.buttons.forEach(({ button }, id) => button.setAttribute('aria-pressed', String(id === event)));
  }

  private fill(): void {
    const pressed = [...this.buttons].find(([, { button }]) => button.getAttribute('aria-pressed') === 'true')?.[0] ?? null;
    const at = [...this.buttons].find(([, { button }]) => button === document.activeElement)?.[0];
    this.buttons.clear();
    put(this.list, ...this.all.map((event) => {
      const word = h('span', { class: 'told' });
      const start = Date.parse(event.start);
      const button = h('button', { type: 'button', class: 'plain', 'aria-pressed': 'false', onclick: () => this.chosen(button.getAttribute('aria-pressed') === 'true' ? null : event.id) },
        h('time', { datetime: event.start }, `${dayOf(start)}, ${clockOf(start)}`), h('span', { dir: 'auto' }, [eventWords(event), event.zone].filter(Boolean).join(' · ')), word);
      this.buttons.set(event.id, { button, word, event });
      return h('li', {}, button);
    }));
    this.mark(pressed);
    this.judge();
    if (at) {
      this.buttons.get(at)?.button.focus();
    }
  }
}
