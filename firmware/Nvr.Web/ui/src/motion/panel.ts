import type { Health } from '../api';
import { h, put, say } from '../dom';
import { t } from '../language/language';
import type { Motion, MotionMode, Standing } from '../motionapi';
import type { CornerDeeds } from './corners';
import type { Change, Draft, Kind, Selected } from './draft';
import { ShapeFields } from './fields';
import { labelOf } from './labels';

const modes: MotionMode[] = ['automatic', 'on', 'off'];
const kinds: Kind[] = ['zones', 'masks', 'tripwires'];

/** Everything that is decided about a camera's motion, in words: how it is watched, and each shape with its fields below its name. */
export class MotionPanel {
  readonly element: HTMLElement;
  private readonly mode = h('select', { name: 'mode', 'data-key': 'mode' }, ...modes.map((mode) => h('option', { value: mode }, t.motion.modes[mode])));
  private readonly means = h('p', { class: 'quiet' });
  private readonly now = h('p', { role: 'status' });
  private readonly sensitivity = h('input', { type: 'range', name: 'sensitivity', min: 1, max: 100, 'data-key': 'camera sensitivity' });
  private readonly degree = h('output', {});
  private readonly error = h('p', { class: 'error', role: 'alert' });
  private readonly sections = new Map<Kind, HTMLElement>();
  private readonly labels = new Map<string, { name: HTMLElement; facts: HTMLElement }>();
  private fields: ShapeFields | null = null;
  private last: Kind = 'zones';

  constructor(private readonly draft: Draft, private readonly deeds: CornerDeeds) {
    this.mode.addEventListener('change', () => {
      draft.edit((m) => { m.mode = this.mode.value as MotionMode; }, 'mode');
      draft.settle();
    });
    this.sensitivity.addEventListener('input', () => draft.edit((m) => { m.sensitivity = Number(this.sensitivity.value); }, 'sensitivity'));
    this.sensitivity.addEventListener('change', () => draft.settle());
    this.element = h('div', {}, h('h2', { class: 'first' }, t.motion.looking),
      h('label', {}, h('span', {}, t.motion.mode), this.mode), this.means, this.now,
      h('label', { class: 'degree' }, h('span', {}, t.motion.sensitivity, ' ', this.degree), this.sensitivity), h('p', { class: 'quiet' }, t.motion.sensitivityMeans), this.error,
      ...kinds.map((kind) => {
        const list = h('ul', { class: 'list shapes' });
        this.sections.set(kind, list);
        return h('section', { 'aria-label': t.motion.kinds[kind] }, h('h2', {}, t.motion.kinds[kind]), list);
      }));
  }

  /** Whether the camera is looked at now, by what is saved; and what ails the search itself. */
  standing(now: Standing, health: Health | null): void {
    const ill = health?.items.find((i) => i.part === 'analysis' && i.level !== 'ok');
    say(this.now, [t.motion.standing[now], now === 'watched' && ill ? ill.sentence : ''].filter(Boolean).join(' '));
  }

  update(change: Change): void {
    const { motion } = this.draft;
    this.mode.value = motion.mode;
    say(this.means, t.motion.modeMeans[motion.mode]);
    this.sensitivity.value = String(motion.sensitivity);
    say(this.degree, String(motion.sensitivity));
    if (change === 'whole') {
      this.fill();
    } else {
      this.fields?.update();
    }
    for (const [key, { name, facts }] of this.labels) {
      const [kind, index] = key.split(' ');
      const which = { kind: kind as Kind, index: Number(index) };
      say(name, labelOf(motion, which));
      say(facts, factsOf(motion, which));
    }
  }

  /** Says a sentence of the recorder at the field that it names; false where it names none that is here. */
  complain(sentence: string): boolean {
    const named = /'(?:motion\.)?(zones|masks|tripwires)\[(\d+)\](?:\.(\w+))?[^']*'/.exec(sentence);
    if (!named) {
      const isOwn = /'(?:motion\.)?(mode|sensitivity)'/.exec(sentence);
      say(this.error, isOwn ? sentence.replace(isOwn[0], t.quoted(isOwn[1] === 'mode' ? t.motion.mode : t.motion.sensitivity)) : '');
      return isOwn !== null;
    }
    const which = { kind: named[1] as Kind, index: Number(named[2]) };
    if (!this.draft.motion[which.kind][which.index]) {
      return false;
    }
    this.draft.select(which);
    const field = named[3] ?? 'name';
    return this.fields!.complain(field, sentence.replace(named[0], t.quoted(t.motion.fieldNames[field as keyof typeof t.motion.fieldNames] ?? field)));
  }

  quiet(): void {
    this.element.querySelectorAll('.error').forEach((error) => say(error, ''));
    this.element.querySelectorAll('[aria-invalid]').forEach((input) => input.removeAttribute('aria-invalid'));
  }

  /** A new shape is named next. */
  focusFields(): void {
    const first = this.fields?.element.querySelector<HTMLInputElement>('input');
    first?.focus();
    if (first?.type !== 'checkbox') {
      first?.select();
    }
  }

  /** The lists anew; the keyboard stays on what it was on. */
  private fill(): void {
    const at = this.element.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset['key'] : undefined;
    const { selected } = this.draft;
    this.last = selected?.kind ?? this.last;
    this.fields = selected ? new ShapeFields(this.draft, this.deeds) : null;
    this.labels.clear();
    for (const kind of kinds) {
      const rows = this.draft.motion[kind].map((_, index) => this.row({ kind, index }));
      put(this.sections.get(kind)!, ...(rows.length > 0 ? rows : [h('li', { class: 'quiet' }, t.motion.none[kind])]));
    }
    if (at) {
      // What had the keyboard may have gone with its shape.
      (this.element.querySelector<HTMLElement>(`[data-key="${at}"]`) ?? this.sections.get(this.last)!.querySelector('button') ?? this.mode).focus();
    }
  }

  private row(which: Selected): HTMLElement {
    const { selected } = this.draft;
    const isOpen = selected?.kind === which.kind && selected.index === which.index;
    const name = h('span', { class: 'strong', dir: 'auto' });
    const facts = h('span', { class: 'quiet' });
    const key = `${which.kind} ${which.index}`;
    this.labels.set(key, { name, facts });
    const button = h('button', { type: 'button', class: 'plain', 'aria-expanded': String(isOpen), 'data-key': key, onclick: () => this.draft.select(isOpen ? null : which) },
      h('i', { class: `swatch ${which.kind}` }), name, facts);
    return h('li', { 'data-shape': key }, button, isOpen && this.fields!.element);
  }
}

function factsOf(motion: Motion, { kind, index }: Selected): string {
  const corners = t.motion.cornerCount(motion[kind][index]?.points.length ?? 0);
  const zone = kind === 'zones' ? motion.zones[index] : undefined;
  return [corners, zone?.schedule && t.motion.byTimes, zone?.loiterSeconds && t.motion.loitering(zone.loiterSeconds)].filter(Boolean).join(' · ');
}
