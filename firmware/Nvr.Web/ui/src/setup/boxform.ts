import { Failure, reasonOf } from '../api';
import { h, put, say } from '../dom';
import { language, t } from '../language/language';
import { inLabels } from '../places/signin';
import { setUpApi, type BoxSettings } from '../setupapi';
import { state } from '../state';
import { tellTimesIn } from '../words';
import { isKnown } from '../zone';
import { ClockCheck } from './clock';

/** Name and time zone of the box, and its clock beside this device's. For the first visit, and for the place Box later. */
export class BoxForm {
  readonly element: HTMLFormElement;
  private readonly name = h('input', { name: 'name', required: true, maxlength: 32, autocomplete: 'off', 'aria-describedby': 'box-name-means' });
  private readonly zone = h('select', { name: 'timeZone', required: true });
  private readonly clock = new ClockCheck();
  private known: BoxSettings | null = null;

  constructor(private readonly trouble: HTMLElement, ...below: (HTMLElement | null)[]) {
    this.element = h('form', { class: 'narrow' },
      h('label', {}, h('span', {}, t.setUp.name), this.name), h('p', { class: 'quiet', id: 'box-name-means' }, t.setUp.nameMeans),
      h('label', {}, h('span', {}, t.setUp.zone), this.zone), h('p', { class: 'quiet' }, t.setUp.zoneMeans), this.clock.element, ...below);
    this.zone.addEventListener('change', () => this.clock.tellIn(this.zone.value));
    void this.load();
  }

  stop(): void {
    this.clock.stop();
  }

  /** Sends what was chosen; a failure is thrown in the words of this form. */
  async save(): Promise<void> {
    if (!this.element.reportValidity()) {
      throw new Failure(0, t.setUp.incomplete);
    }
    try {
      this.known = await setUpApi.changeBox({ name: this.name.value, timeZone: this.zone.value });
    } catch (failure) {
      throw failure instanceof Failure ? new Failure(failure.status, inLabels(this.element, failure.message)) : failure;
    }
    if (state.box) {
      state.box.name = this.known.name;
      state.box.timeZone = this.known.timeZone;
    }
    tellTimesIn(this.known.timeZone);
  }

  private async load(): Promise<void> {
    try {
      const asked = performance.now();
      const box = await setUpApi.box();
      this.clock.show(box, performance.now() - asked);
      this.known = box;
      this.name.value = this.name.value || (box.name ?? '');
      this.fill(await setUpApi.timeZones(), box.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
    } catch (failure) {
      say(this.trouble, reasonOf(failure));
    }
  }

  /** Grouped by continent, as people look for theirs. This device's own is offered even where the recorder lists it by another name. */
  private fill(zones: string[], chosen: string): void {
    const all = zones.includes(chosen) || !isKnown(chosen) ? zones : [...zones, chosen].sort();
    const groups = new Map<string, HTMLElement>();
    const alone: HTMLElement[] = [];
    for (const zone of all) {
      const [part, ...rest] = zone.split('/');
      const option = h('option', { value: zone, selected: zone === chosen }, rest.length > 0 ? rest.join(', ').replaceAll('_', ' ') : zone);
      if (rest.length === 0) {
        alone.push(option);
        continue;
      }
      const group = groups.get(part!) ?? h('optgroup', { label: t.setUp.continents[part as keyof typeof t.setUp.continents] ?? part! });
      groups.set(part!, group);
      group.append(option);
    }
    const sorted = [...groups.values()].sort((a, b) => a.getAttribute('label')!.localeCompare(b.getAttribute('label')!, language));
    put(this.zone, !all.includes(chosen) && h('option', { value: '' }, t.setUp.chooseZone), ...sorted, ...alone);
    this.clock.tellIn(this.zone.value);
  }
}
