import { api, reasonOf, type Sound } from '../api';
import { h, say } from '../dom';
import { t } from '../language/language';


/** The link that saves a stretch as a file, and the choice of what becomes of its sound. */
export class Saving {
  /** Says why a file cannot be had. */
  readonly words = h('p', { class: 'saved', role: 'status' });
  readonly element: HTMLElement;
  private readonly link = h('a', { class: 'button', download: true, title: t.review.saveMinute }, t.save);
  private readonly sound = h('select', { 'aria-label': t.review.soundOf }, ...Object.entries(t.review.sounds).map(([value, text]) => h('option', { value }, text)));
  private stretch: { camera: string; from: number; to: number } | null = null;
  private agreed = '';

  constructor() {
    this.element = h('span', { class: 'saving' }, this.sound, this.link);
    this.sound.addEventListener('change', () => this.update());
    this.link.addEventListener('click', (e) => void this.ask(e));
  }

  offer(camera: string, from: number, to: number): void {
    this.stretch = { camera, from, to };
    this.update();
  }

  private get choice(): Sound {
    return this.sound.value as Sound;
  }

  private update(): void {
    if (this.stretch) {
      this.link.href = api.saveUrl(this.stretch.camera, this.stretch.from, this.stretch.to, this.choice);
    }
  }

  /** A download that fails shows no sentence: where another file is made, the recorder is asked first whether it can. */
  private async ask(e: Event): Promise<void> {
    say(this.words, '');
    if (!this.stretch || this.choice === 'original' || this.link.href === this.agreed) {
      return;
    }
    e.preventDefault();
    const { camera, from, to } = this.stretch;
    const href = this.link.href;
    try {
      await api.movie(camera, from, to, this.choice);
      this.agreed = this.link.href = href;
      this.link.click();
    } catch (failure) {
      say(this.words, reasonOf(failure));
    } finally {
      this.agreed = '';
    }
  }
}
