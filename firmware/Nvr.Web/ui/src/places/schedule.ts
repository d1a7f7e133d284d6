import type { RecordingMode, ScheduleSpan } from '../api';
import { h, put, say } from '../dom';
import { t } from '../language/language';

type Day = ScheduleSpan['day'];

const days = Object.keys(t.days) as Day[];
const dayWords: Record<Day, string> = t.days;
const dayMinutes = 1440;
const stepMinutes = 15;

const minuteIn = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const timeAt = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** What a week is about: `offered` are what times can be added for, `words` what the bars mean. */
export interface Week { legend: string; none: string; choice: string; offered: RecordingMode[]; words: Partial<Record<RecordingMode, string>> }

const recordingWeek: Week = {
  legend: t.schedule.other, none: t.schedule.none, choice: t.recording.record, offered: ['continuous', 'events', 'off'], words: t.recordModes,
};

/** A week: bars to look at, a list to take away from, fields to add to. All of it works by keyboard. */
export class ScheduleEditor {
  readonly element: HTMLElement;
  private readonly bars = h('div', { class: 'week', 'aria-hidden': 'true' });
  private readonly list = h('ul', { class: 'spans' });
  private readonly none = h('p', { class: 'quiet' });
  private readonly error = h('p', { class: 'error', role: 'alert' });
  private readonly boxes = days.map((day) => h('input', { type: 'checkbox', value: day, 'aria-label': dayWords[day] }));
  private readonly from = times(t.from, 0, dayMinutes - stepMinutes, 8 * 60);
  private readonly to = times(t.to, stepMinutes, dayMinutes, 18 * 60);
  private readonly mode: HTMLSelectElement;

  constructor(private spans: ScheduleSpan[], private usual: RecordingMode, private readonly changed: () => void, private readonly week = recordingWeek) {
    this.mode = h('select', { 'aria-label': t.schedule.atTheseTimes(week.choice) }, ...week.offered.map((value) => h('option', { value }, week.words[value])));
    say(this.none, week.none);
    const chips = days.map((day, i) => h('label', { class: 'chip' }, this.boxes[i], h('span', {}, dayWords[day].slice(0, 2))));
    this.element = h('fieldset', { class: 'schedule' }, h('legend', {}, week.legend), this.bars, this.list, this.none,
      h('div', { class: 'chips', role: 'group', 'aria-label': t.schedule.days }, ...chips),
      h('div', { class: 'times' }, labelled(t.from, this.from), labelled(t.to, this.to), week.offered.length > 1 && labelled(week.choice, this.mode)), this.error,
      h('button', { type: 'button', onclick: () => this.add() }, t.schedule.addTimes));
    this.show();
  }

  /** The times as they are to be kept, in the order of the week. */
  get schedule(): ScheduleSpan[] {
    return this.spans;
  }

  /** What holds at all times that are not listed. */
  setUsual(mode: RecordingMode): void {
    this.usual = mode;
    this.show();
  }

  private add(): void {
    const chosen = days.filter((_, i) => this.boxes[i]!.checked);
    const [from, to] = [minuteIn(this.from.value), minuteIn(this.to.value)];
    if (chosen.length === 0 || from >= to) {
      say(this.error, chosen.length === 0 ? t.schedule.chooseDay : t.schedule.endFirst);
      return;
    }
    say(this.error, '');
    for (const day of chosen) {
      this.spans = this.spans.flatMap((s) => (s.day === day ? around(s, from, to) : [s]));
      this.spans.push({ day, from: timeAt(from), to: timeAt(to), mode: this.mode.value as RecordingMode });
    }
    this.boxes.forEach((b) => (b.checked = false));
    this.show();
    this.changed();
  }

  private remove(span: ScheduleSpan): void {
    const at = this.spans.indexOf(span);
    this.spans = this.spans.filter((s) => s !== span);
    this.show();
    // The keyboard goes on where the line was.
    const left = this.list.querySelectorAll('button');
    (left[Math.min(at, left.length - 1)] ?? this.boxes[0])?.focus();
    this.changed();
  }

  private show(): void {
    const several = this.week.offered.length > 1;
    this.spans.sort((a, b) => days.indexOf(a.day) - days.indexOf(b.day) || minuteIn(a.from) - minuteIn(b.from));
    this.none.hidden = this.spans.length > 0;
    put(this.list, ...this.spans.map((s) => h('li', {}, h('span', {}, `${spanWords(s)}${several ? `: ${this.week.words[s.mode]}` : ''}`),
      h('button', { type: 'button', class: 'plain', 'aria-label': t.schedule.removeSpan(spanWords(s)), onclick: () => this.remove(s) }, t.remove))));
    put(this.bars, h('div', { class: 'hours' }, ...['0', '6', '12', '18', '24'].map((t) => h('span', {}, t))),
      ...days.map((day) => h('div', { class: 'day' }, h('span', {}, dayWords[day].slice(0, 2)), this.bar(day))),
      h('div', { class: 'legend' }, ...Object.entries(this.week.words).map(([mode, text]) => h('span', {}, h('i', { 'data-mode': mode }), text))));
  }

  private bar(day: Day): HTMLElement {
    const bar = h('div', { class: 'track', 'data-mode': this.usual });
    for (const s of this.spans.filter((x) => x.day === day)) {
      const part = h('i', { 'data-mode': s.mode });
      part.style.left = `${(100 * minuteIn(s.from)) / dayMinutes}%`;
      part.style.width = `${(100 * (minuteIn(s.to) - minuteIn(s.from))) / dayMinutes}%`;
      bar.append(part);
    }
    return bar;
  }
}

/** What is left of a span when other times are laid over it. */
function around(s: ScheduleSpan, from: number, to: number): ScheduleSpan[] {
  const [start, end] = [minuteIn(s.from), minuteIn(s.to)];
  const before = { ...s, to: timeAt(Math.min(end, from)) };
  const after = { ...s, from: timeAt(Math.max(start, to)) };
  return [before, after].filter((part) => minuteIn(part.from) < minuteIn(part.to));
}

function times(label: string, first: number, last: number, chosen: number): HTMLSelectElement {
  const options: HTMLElement[] = [];
  for (let t = first; t <= last; t += stepMinutes) {
    options.push(h('option', { value: timeAt(t), selected: t === chosen }, timeAt(t)));
  }
  return h('select', { 'aria-label': label }, ...options);
}

const labelled = (text: string, select: HTMLElement) => h('label', {}, h('span', {}, text), select);

const spanWords = (s: ScheduleSpan) => t.schedule.span(dayWords[s.day], s.from, s.to);
