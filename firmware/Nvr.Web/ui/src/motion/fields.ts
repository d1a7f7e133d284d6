import { h, say } from '../dom';
import { t } from '../language/language';
import { limits, type Direction, type Motion, type Point, type Tripwire, type Zone } from '../motionapi';
import { ScheduleEditor } from '../places/schedule';
import { cornerList, type CornerDeeds } from './corners';
import type { Draft } from './draft';
import { crossesItself, crossingOf, longestPart } from './geometry';

/** The fields of the chosen shape. They are made anew only where other values than the typed ones hold. */
export class ShapeFields {
  readonly element = h('div', { class: 'shape' });
  private readonly list = h('div', {});
  private readonly note = h('p', { class: 'quiet', role: 'status' });

  constructor(private readonly draft: Draft, private readonly deeds: CornerDeeds) {
    const { selected } = draft;
    const own = selected?.kind === 'zones' ? this.zoneFields(draft.zone!) : selected?.kind === 'masks' ? this.maskFields(selected.index) : this.wireFields(draft.wire!);
    this.element.append(...own,
      h('div', { 'data-field': 'points' }, h('details', { open: true }, h('summary', { 'data-key': 'corners' }, t.motion.cornersTitle), this.list), this.note, errorLine()),
      h('button', { type: 'button', class: 'plain', 'data-key': 'delete', onclick: () => draft.remove(selected!) }, t.motion.remove[selected!.kind]));
    this.update();
  }

  /** What follows the corners while they are moved. */
  update(): void {
    const { selected } = this.draft;
    const points = this.draft.pointsOf(selected);
    const at = this.list.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset['key'] : undefined;
    this.list.replaceChildren(cornerList(this.draft, this.deeds));
    if (at) {
      this.list.querySelector<HTMLElement>(`[data-key="${at}"]`)?.focus();
    }
    say(this.note, selected?.kind === 'tripwires' ? wireWords(this.draft.wire!) : crossesItself(points) ? t.motion.crossesItself : '');
  }

  /** Says what is wrong where it is wrong; false where that field is not here. */
  complain(field: string, sentence: string): boolean {
    const place = this.element.querySelector<HTMLElement>(`[data-field="${field}"]`);
    if (!place) {
      return false;
    }
    place.closest('details')?.setAttribute('open', '');
    const error = place.querySelector('.error')!;
    say(error, sentence);
    const input = place.querySelector<HTMLElement>('input, select, summary');
    input?.setAttribute('aria-invalid', 'true');
    input?.focus();
    place.scrollIntoView({ block: 'nearest' });
    return true;
  }

  private zoneFields(zone: Zone): HTMLElement[] {
    const zoneOf = (m: Motion) => m.zones[this.draft.selected!.index]!;
    const number = (name: 'sensitivity' | 'smallestShare' | 'largestShare' | 'loiterSeconds', label: string, scale: number, props: Record<string, string | number>) =>
      this.field(name, label, { type: 'number', inputmode: 'decimal', step: 'any', ...props, value: shown(zone[name], scale) }, (m, value) => {
        zoneOf(m)[name] = value === '' ? null : rounded(Number(value) / scale);
      });
    const week = new ScheduleEditor((zone.schedule ?? []).map((s) => ({ ...s, mode: 'continuous' })), usualOf(zone.schedule), () => {
      const spans = week.schedule.map(({ day, from, to }) => ({ day, from, to }));
      this.draft.edit((m) => { zoneOf(m).schedule = spans.length > 0 ? spans : null; }, 'schedule');
      this.draft.settle();
      week.setUsual(usualOf(spans));
    }, { legend: t.motion.watchedAt, none: t.motion.watchedAlways, choice: t.motion.watched, offered: ['continuous'], words: { continuous: t.motion.watched, off: t.motion.notWatched } });
    return [
      this.nameField(zone.name, (m) => zoneOf(m)),
      h('div', { class: 'pair' },
        number('sensitivity', t.motion.zoneSensitivity, 1, { min: 1, max: 100, placeholder: t.motion.asCamera(this.draft.motion.sensitivity) }),
        number('loiterSeconds', t.motion.loiter, 1, { min: limits.fewestLoiterSeconds, max: limits.mostLoiterSeconds, placeholder: t.motion.nobody })),
      h('div', { class: 'pair' },
        number('smallestShare', t.motion.smallest, 100, { min: 0, max: 100, placeholder: t.motion.noBound }),
        number('largestShare', t.motion.largest, 100, { min: 0, max: 100, placeholder: t.motion.noBound })),
      h('p', { class: 'quiet' }, t.motion.sizes),
      h('details', { open: zone.schedule !== null }, h('summary', { 'data-key': 'schedule' }, t.motion.times), h('div', { 'data-field': 'schedule' }, week.element, errorLine())),
    ];
  }

  private maskFields(index: number): HTMLElement[] {
    const isPrivate = h('input', { type: 'checkbox', name: 'private', checked: this.draft.motion.masks[index]!.private, 'data-key': 'private' });
    isPrivate.addEventListener('change', () => {
      this.draft.edit((m) => { m.masks[this.draft.selected!.index]!.private = isPrivate.checked; }, 'private');
      this.draft.settle();
    });
    return [h('div', { 'data-field': 'private' }, h('label', { class: 'check' }, isPrivate, h('span', {}, t.motion.alsoBlack)), h('p', { class: 'quiet' }, t.motion.blackMeans), errorLine())];
  }

  private wireFields(wire: Tripwire): HTMLElement[] {
    const wireOf = (m: Motion) => m.tripwires[this.draft.selected!.index]!;
    const direction = h('select', { name: 'direction', 'data-key': 'direction' }, ...(['either', 'left-to-right', 'right-to-left'] as const).map((value) =>
      h('option', { value, selected: value === wire.direction }, t.motion.directions[value])));
    direction.addEventListener('change', () => {
      this.draft.edit((m) => { wireOf(m).direction = direction.value as Direction; }, 'direction');
      this.draft.settle();
    });
    return [this.nameField(wire.name, wireOf), h('div', { 'data-field': 'direction' }, h('label', {}, h('span', {}, t.motion.direction), direction), errorLine())];
  }

  private nameField(name: string, of: (m: Motion) => { name: string }): HTMLElement {
    return this.field('name', t.motion.name, { value: name, maxlength: limits.name, autocomplete: 'off', dir: 'auto' }, (m, value) => { of(m).name = value; });
  }

  private field(name: string, label: string, props: Record<string, string | number>, change: (m: Motion, value: string) => void): HTMLElement {
    const input = h('input', { name, 'data-key': name, ...props });
    const error = errorLine();
    input.addEventListener('input', () => {
      say(error, '');
      input.removeAttribute('aria-invalid');
      this.draft.edit((m) => change(m, input.value), `type ${name}`);
    });
    input.addEventListener('change', () => this.draft.settle());
    return h('div', { 'data-field': name, class: 'field' }, h('label', {}, h('span', {}, label), input), error);
  }
}

const errorLine = () => h('p', { class: 'error', role: 'alert' });

const shown = (value: number | null, scale: number) => (value === null ? '' : String(rounded(value * scale)));

/** A millionth of the picture is less than any thing; more digits are the computer's. */
const rounded = (value: number) => Math.round(value * 1e6) / 1e6;

const usualOf = (spans: readonly unknown[] | null) => (spans && spans.length > 0 ? 'off' : 'continuous');

function wireWords(wire: Tripwire): string {
  if (wire.direction === 'either') {
    return t.motion.eitherWay;
  }
  const [from, to]: [Point, Point] = longestPart(wire.points, 1);
  const way = crossingOf(from, to, wire.direction, 1);
  return t.motion.oneWay[Math.abs(way.x) >= Math.abs(way.y) ? (way.x > 0 ? 'right' : 'left') : way.y > 0 ? 'down' : 'up'];
}
