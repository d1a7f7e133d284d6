import { reasonOf } from '../api';
import { h, put, say } from '../dom';
import { ptzApi, type Positions } from '../ptzapi';
import { PositionForm } from './positions';
import { t } from '../language/language';

/** A camera turns for a second and is told again while a button is held. */
const againMs = 500;

/** A tap on a key moves for so long. */
const tapMs = 300;

type Way = [pan: number, tilt: number, zoom: number];

/** Buttons that turn and zoom one camera while they are held, its remembered positions, and a form that changes these. Stays away where the camera cannot be turned. */
export class Steering {
  readonly element = h('div', { class: 'steering', hidden: true });
  private readonly words = h('p', { class: 'quiet', role: 'status' });
  private readonly choice = h('select', { 'aria-label': t.steering.positions, onchange: () => this.go() });
  private readonly form: PositionForm;
  private timer = 0;
  private isOver = false;
  private readonly release = () => this.stop();

  constructor(private readonly camera: string) {
    this.form = new PositionForm(camera, () => this.look());
    void this.look();
    addEventListener('pointerup', this.release);
    addEventListener('pointercancel', this.release);
    addEventListener('blur', this.release);
  }

  close(): void {
    this.isOver = true;
    this.stop();
    removeEventListener('pointerup', this.release);
    removeEventListener('pointercancel', this.release);
    removeEventListener('blur', this.release);
  }

  private async look(): Promise<void> {
    try {
      const positions = await ptzApi.look(this.camera);
      if (!this.isOver) {
        this.show(positions);
      }
    } catch {
      // One that cannot be turned is left alone; of one that does not answer just now everything else is told already.
    }
  }

  private show(positions: Positions): void {
    put(this.choice, h('option', { value: '' }, t.steering.positions), h('option', { value: 'home' }, t.steering.home), ...positions.presets.map((p) => h('option', { value: `at ${p.token}` }, p.name)));
    this.form.show(positions);
    if (!this.element.hidden) {
      return;
    }
    const { up, down, left, right, nearer, wider } = t.steering;
    const pad = h('div', { class: 'pad', role: 'group', 'aria-label': t.steering.title },
      this.button('↑', up, [0, 1, 0], 'up'), this.button('←', left, [-1, 0, 0], 'left'), this.button('→', right, [1, 0, 0], 'right'), this.button('↓', down, [0, -1, 0], 'down'),
      this.button('−', wider, [0, 0, -1], 'wider'), this.button('+', nearer, [0, 0, 1], 'nearer'));
    put(this.element, pad, this.choice, this.words, this.form.element);
    this.element.hidden = false;
  }

  private go(): void {
    const to = this.choice.value;
    this.choice.value = '';
    if (to !== '') {
      this.run(ptzApi.goTo(this.camera, to === 'home' ? null : to.slice(3)));
    }
  }

  private button(look: string, name: string, way: Way, place: string): HTMLElement {
    const button = h('button', { 'aria-label': name, title: name, class: place }, look);
    button.addEventListener('pointerdown', (e) => {
      e.preventDefault();
      this.start(way);
    });
    button.addEventListener('keydown', (e) => {
      if ((e.key === ' ' || e.key === 'Enter') && !e.repeat) {
        e.preventDefault();
        this.start(way);
        window.setTimeout(() => this.stop(), tapMs);
      }
    });
    return button;
  }

  private start(way: Way): void {
    this.stop();
    const go = () => this.run(ptzApi.move(this.camera, ...way));
    go();
    this.timer = window.setInterval(go, againMs);
  }

  private stop(): void {
    if (this.timer !== 0) {
      clearInterval(this.timer);
      this.timer = 0;
      this.run(ptzApi.move(this.camera, 0, 0, 0));
    }
  }

  private run(deed: Promise<unknown>): void {
    deed.then(() => say(this.words, ''), (failure: unknown) => say(this.words, reasonOf(failure)));
  }
}
