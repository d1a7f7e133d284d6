import { reasonOf } from '../api';
import { h, put, say } from '../dom';
import { t } from '../language/language';
import { ptzApi, type Position, type Positions } from '../ptzapi';

/** As tt:Name of ONVIF. */
const mostLetters = 64;

/**
 * Where a camera looks now, kept: under a new name, in place of one of its positions, or as its home; and positions that it is to forget. Calls `changed` after each, done or not, since a camera that answers
 * too late may have done it all the same.
 */
export class PositionForm {
  readonly element: HTMLDetailsElement;
  private readonly name = h('input', { name: 'name', maxlength: mostLetters, required: true, autocomplete: 'off', 'aria-label': t.steering.name, placeholder: t.steering.name });
  private readonly place = h('select', { name: 'place', 'aria-label': t.steering.place, onchange: () => this.choose() });
  private readonly save = h('button', { type: 'submit', class: 'primary' }, t.save);
  private readonly remove = h('button', { type: 'button', class: 'plain', onclick: () => this.askToRemove() });
  private readonly home = h('button', { type: 'button', class: 'plain', onclick: () => this.run(ptzApi.setHome(this.camera), t.steering.homeSet) }, t.steering.setHome);
  private readonly hint = h('p', { class: 'quiet' }, t.steering.rename);
  private readonly asked = h('div', {});
  private readonly error = h('p', { class: 'error', role: 'alert' });
  private readonly done = h('p', { class: 'quiet', role: 'status' });
  private known: Position[] = [];

  constructor(private readonly camera: string, private readonly changed: () => Promise<void>) {
    const form = h('form', {}, this.place, this.name, h('div', { class: 'row' }, this.save, this.remove), this.asked, this.hint, this.home, this.error, this.done);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const name = this.name.value.trim();
      this.run(this.chosen ? ptzApi.overwrite(camera, this.chosen.token, name) : ptzApi.add(camera, name), t.steering.saved(name));
    });
    this.element = h('details', { class: 'positions' }, h('summary', {}, t.steering.keep), form);
  }

  /** What the camera remembers by now; what somebody chose stays chosen while it is there. */
  show({ presets, canSetHome }: Positions): void {
    const before = this.chosen?.token;
    this.known = presets;
    put(this.place, h('option', { value: '' }, t.steering.asNew), ...presets.map((p) => h('option', { value: `at ${p.token}` }, t.steering.inPlaceOf(p.name))));
    this.place.value = presets.some((p) => p.token === before) ? `at ${before}` : '';
    this.home.hidden = !canSetHome;
    this.tell();
  }

  private get chosen(): Position | undefined {
    return this.known.find((p) => `at ${p.token}` === this.place.value);
  }

  private choose(): void {
    this.name.value = this.chosen?.name ?? '';
    this.tell();
  }

  private tell(): void {
    put(this.asked);
    this.hint.hidden = this.remove.hidden = !this.chosen;
    say(this.remove, t.steering.remove);
    this.remove.setAttribute('aria-label', this.chosen ? t.steering.removeNamed(this.chosen.name) : t.steering.remove);
  }

  private askToRemove(): void {
    const gone = this.chosen!;
    const yes = h('button', { type: 'button', class: 'danger', onclick: () => this.run(ptzApi.remove(this.camera, gone.token), t.steering.removed(gone.name)) }, t.steering.remove);
    put(this.asked, h('p', { dir: 'auto' }, t.steering.removeQuestion(gone.name)), h('div', { class: 'row' }, yes, h('button', { type: 'button', class: 'plain', onclick: () => put(this.asked) }, t.cancel)));
    yes.focus();
  }

  private run(deed: Promise<unknown>, done: string): void {
    say(this.error, '');
    say(this.done, '');
    const buttons = [this.save, this.remove, this.home];
    buttons.forEach((b) => (b.disabled = true));
    void deed.then(() => {
      say(this.done, done);
      this.name.value = '';
      this.place.value = '';
    }, (failure: unknown) => say(this.error, reasonOf(failure)))
      .then(() => this.changed())
      .finally(() => {
        buttons.forEach((b) => (b.disabled = false));
        // The question with its button is gone; the keyboard stays here.
        if (document.activeElement === document.body) {
          this.element.querySelector('summary')?.focus();
        }
      });
  }
}
