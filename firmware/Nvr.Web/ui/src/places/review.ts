import { listEvents } from '../eventapi';
import { h, put, say } from '../dom';
import { exportsPanel } from '../exports/panel';
import { icon } from '../icons';
import { Cell } from '../review/cell';
import { Chooser, mostCameras } from '../review/chooser';
import { Conductor } from '../review/conductor';
import { Extras } from '../review/extras';
import { keyList } from '../review/keys';
import { settleMs } from '../review/playback';
import { Saving } from '../review/saving';
import { Timeline } from '../review/timeline';
import { go, note } from '../router';
import { state } from '../state';
import { clockOf, longDayOf } from '../words';
import { t } from '../language/language';

/** So much of a fresh event is played at least before the present is caught up with. */
const freshMs = 3_000;
const rates = [0.25, 0.5, 1, 2, 4, 8, 16];

/** So much before what happened is shown of it. */
const leadInMs = 2_000;

/** Cameras beside each other, live or at any recorded moment. The address says which: /review?cam=ID,ID&t=TIME&x=SPEED. */
export function reviewPlace(stage: HTMLElement, query: URLSearchParams): () => void {
  let place: ReviewPlace | null = null;
  const begin = () => {
    const asked = (query.get('cam') ?? '').split(',').filter((id) => state.camera(id));
    const first = asked.length > 0 ? asked.slice(0, mostCameras) : (state.cameras ?? []).slice(0, 1).map((c) => c.id);
    if (!place && first.length > 0) {
      place = new ReviewPlace(stage, first, Date.parse(query.get('t') ?? ''), Number(query.get('x')));
    } else if (!place && state.cameras) {
      put(stage, h('div', { class: 'empty' }, h('h1', {}, t.review.nothing), state.mayChange
        ? h('p', {}, h('a', { href: '/cameras' }, t.review.addCamera), t.review.appears)
        : h('p', {}, t.live.askSomebody)));
    }
    place?.update();
  };
  const unlisten = state.listen(begin);
  begin();
  return () => {
    unlisten();
    place?.close();
  };
}

class ReviewPlace {
  private readonly screen = h('div', { class: 'screen' });
  private readonly peek = h('div', { class: 'peek' });
  private readonly band = h('div', { class: 'band' });
  private readonly moment = h('time', { class: 'moment' });
  private readonly hint = h('span', { class: 'hint quiet' });
  private readonly liveButton = h('button', { class: 'live', onclick: () => this.goLive() }, t.places.live);
  private readonly playButton = h('button', { class: 'play', onclick: () => this.toggle() }, t.review.pause);
  private readonly speed = h('select', { 'aria-label': t.review.speed }, ...rates.map((r) => h('option', { value: r, selected: r === 1 }, `${r < 1 ? (r === 0.5 ? '½' : '¼') : r}×`)));
  private readonly saving = new Saving();
  private readonly keyList = keyList();
  private readonly extras = new Extras(this.screen);
  private readonly chooser: Chooser;
  private cells: Cell[] = [];
  private timeline!: Timeline;
  private conductor!: Conductor;
  private isLive = false;
  private readonly exports = exportsPanel(() => this.now);
  private frame = 0;
  private noted = '';
  private waiting = 0;
  private readonly keys = (e: KeyboardEvent) => this.key(e);
  private readonly clicks = (e: MouseEvent) => this.chooser.leave(e.target);

  constructor(stage: HTMLElement, ids: string[], start: number, rate: number) {
    this.chooser = new Chooser(ids, (chosen) => this.choose(chosen));
    this.speed.addEventListener('change', () => { this.conductor.rate = Number(this.speed.value); });
    const tool = (name: string, look: Node | string, act: () => void, kind = '') => h('button', { 'aria-label': name, title: name, class: kind, onclick: act }, look);
    const tools = h('span', { class: 'tools' },
      h('span', { class: 'group' }, tool(t.review.eventBefore, icon('eventBefore'), () => void this.toEvent(-1)), tool(t.review.pictureBefore, icon('pictureBefore'), () => this.step(-1), 'frame'), this.playButton,
        tool(t.review.pictureAfter, icon('pictureAfter'), () => this.step(1), 'frame'), tool(t.review.eventAfter, icon('eventAfter'), () => void this.toEvent(1))),
      this.speed, this.liveButton, h('span', { class: 'group' }, tool(t.review.more, '−', () => this.timeline.zoom(2)), tool(t.review.less, '+', () => this.timeline.zoom(0.5)), tool(t.review.keys.title, '?', () => this.keyList.showModal(), 'help')),
      this.extras.element, this.saving.element);
    const bar = h('div', { class: 'bar' }, this.chooser.element, this.moment, this.hint, tools, this.saving.words, this.extras.words);
    stage.append(h('div', { class: 'review' }, this.screen, this.peek, bar, this.band, this.exports?.element, this.keyList));
    document.addEventListener('keydown', this.keys);
    document.addEventListener('click', this.clicks);
    this.build(ids);
    this.exports?.looksAt(this.ids);
    if (rates.includes(rate)) {
      this.conductor.rate = rate;
    }
    this.open(start);
    this.tick();
  }

  update(): void {
    this.chooser.update(this.ids);
    this.cells.forEach((c) => c.explain(state.camera(c.camera.id) ?? c.camera));
    this.timeline.repaint();
    this.extras.show(this.cells);
  }

  close(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.waiting);
    this.extras.close();
    this.exports?.stop();
    document.removeEventListener('keydown', this.keys);
    document.removeEventListener('click', this.clicks);
    this.leaveCells();
  }

  private get ids(): string[] {
    return this.cells.map((c) => c.camera.id);
  }

  private get now(): number {
    return this.isLive ? state.now : this.conductor.now;
  }

  private build(ids: string[]): void {
    const cameras = ids.flatMap((id) => state.camera(id) ?? []);
    this.cells = cameras.map((c) => new Cell(c, cameras.length === 1, `/review?cam=${c.id}`, () => this.timeline.repaint()));
    this.conductor = new Conductor(this.cells.map((c) => c.playback), { caughtUp: () => this.goLive(), changed: () => this.showState(), nothing: (ms) => this.cells.forEach((c) => c.sayNothingAt(ms)) });
    this.timeline = new Timeline(this.cells, {
      seek: (ms) => this.seek(ms), scrub: (ms) => this.showMoment(ms), hover: (text) => say(this.hint, text),
      peek: (ms, x, cell) => this.cells.forEach((c) => c.thumbs.show(c === cell ? ms : null, x)),
    });
    this.cells.forEach((c) => c.video.addEventListener('click', () => this.toggle()));
    this.screen.dataset['count'] = String(this.cells.length);
    put(this.screen, ...this.cells.map((c) => c.element));
    put(this.peek, ...this.cells.map((c) => c.thumbs.element));
    put(this.band, this.timeline.element);
  }

  private leaveCells(): void {
    this.conductor.close();
    this.timeline.close();
    this.cells.forEach((c) => c.close());
  }

  /** Other cameras at the same moment. */
  private choose(ids: string[]): void {
    const [now, wasLive, rate, view] = [this.now, this.isLive, this.conductor.rate, this.timeline.shown];
    this.leaveCells();
    this.isLive = false;
    this.build(ids.slice(0, mostCameras));
    this.timeline.shown = view;
    this.conductor.rate = rate;
    this.chooser.update(this.ids);
    this.exports?.looksAt(this.ids);
    if (wasLive) {
      this.goLive();
    } else {
      this.seek(now);
    }
  }

  /** Plays the moment of the address; that of a fresh event as soon as some seconds of it are on the disk. */
  private open(start: number): void {
    const playableIn = start + settleMs + freshMs - state.now;
    if (playableIn < 0) {
      this.seek(start);
      return;
    }
    this.goLive();
    if (playableIn <= settleMs + freshMs) {
      this.waiting = window.setTimeout(() => this.isLive && this.seek(start), playableIn);
    }
  }

  private seek(ms: number): void {
    clearTimeout(this.waiting);
    if (ms > state.now - settleMs) {
      this.goLive();
      return;
    }
    if (this.isLive) {
      this.isLive = false;
      this.cells.forEach((c) => c.showRecorded());
    }
    void this.conductor.seek(ms);
    this.showState();
  }

  private goLive(): void {
    clearTimeout(this.waiting);
    if (this.isLive) {
      return;
    }
    this.isLive = true;
    this.conductor.rest();
    this.cells.forEach((c) => c.showLive());
    this.timeline.follow(state.now);
    this.showState();
  }

  private showState(): void {
    const { isLive, conductor } = this;
    this.liveButton.setAttribute('aria-pressed', String(isLive));
    this.playButton.disabled = this.speed.disabled = isLive;
    say(this.playButton, isLive || conductor.isPlaying ? t.review.pause : t.review.play);
    this.speed.value = String(conductor.rate);
    this.screen.toggleAttribute('data-paused', !isLive && !conductor.isPlaying);
    this.extras.show(this.cells);
  }

  private toggle(): void {
    if (!this.isLive) {
      this.conductor.toggle();
    }
  }

  private step(direction: 1 | -1): void {
    if (!this.isLive) {
      this.conductor.step(direction);
    }
  }

  /** To what happened next at any of the cameras, or last. */
  private async toEvent(direction: 1 | -1): Promise<void> {
    const { now } = this;
    const found = await Promise.all(this.ids.map((camera) => (direction === 1
      ? listEvents({ camera: [camera], from: now + leadInMs + 1_000, to: state.now, order: 'oldest', limit: 20 })
      : listEvents({ camera: [camera], from: 0, to: now - 1_000, limit: 20 })).then((page) => page.events, () => [])));
    const starts = found.flat().map((e) => Date.parse(e.start)).filter((ms) => (direction === 1 ? ms > now + leadInMs + 1_000 : ms < now - 1_000));
    if (starts.length > 0) {
      this.seek((direction === 1 ? Math.min(...starts) : Math.max(...starts)) - leadInMs);
    } else {
      say(this.hint, direction === 1 ? t.review.noneLater : t.review.noneEarlier);
    }
  }

  private tick(): void {
    this.frame = requestAnimationFrame(() => this.tick());
    if (this.timeline.isHeld) {
      return;
    }
    const { now } = this;
    const address = `/review?cam=${this.ids.join(',')}${this.isLive ? '' : `&t=${stampOf(now)}${this.conductor.rate === 1 ? '' : `&x=${this.conductor.rate}`}`}`;
    if (this.moment.textContent === '' || address !== this.noted || this.isLive) {
      this.showMoment(now);
    }
    if (address !== this.noted) {
      this.noted = address;
      note(address);
    }
    this.timeline.marked = this.exports?.marked() ?? null;
    this.timeline.follow(now);
    this.cells.forEach((c) => c.tellMoment());
  }

  private showMoment(ms: number): void {
    say(this.moment, `${longDayOf(ms)}, ${clockOf(ms)}`);
    this.moment.dateTime = new Date(ms).toISOString();
    this.saving.offer(this.ids[0]!, ms - 30_000, Math.min(ms + 30_000, state.now));
    this.cells.forEach((c) => (c.alone = `/review?cam=${c.camera.id}${this.isLive ? '' : `&t=${stampOf(ms)}`}`));
  }

  private key(e: KeyboardEvent): void {
    const at = e.target as HTMLElement;
    if (at.matches('select, input, textarea') || at.matches('button, summary, a') && (e.key === ' ' || e.key === 'Enter') || this.keyList.open || e.ctrlKey || e.metaKey || e.altKey) {
      return;
    }
    const seconds = (e.shiftKey ? 60 : 10) * 1000;
    const faster = (by: 1 | -1) => { this.conductor.rate = rates[Math.max(0, Math.min(rates.length - 1, rates.indexOf(this.conductor.rate) + by))]!; };
    const actions: Record<string, () => void> = {
      ' ': () => this.toggle(), k: () => this.toggle(), l: () => faster(1), j: () => faster(-1), ArrowLeft: () => this.seek(this.now - seconds), ArrowRight: () => this.seek(this.now + seconds),
      ',': () => this.step(-1), '.': () => this.step(1), n: () => void this.toEvent(1), p: () => void this.toEvent(-1), ArrowUp: () => this.timeline.zoom(0.7), ArrowDown: () => this.timeline.zoom(1.4),
      '+': () => this.timeline.zoom(0.5), '-': () => this.timeline.zoom(2), End: () => this.goLive(), '/': () => go('/events'), '?': () => this.keyList.showModal(),
    };
    const action = actions[e.key];
    if (action) {
      e.preventDefault();
      action();
    }
  }
}

const stampOf = (ms: number) => new Date(ms).toISOString().slice(0, 19) + 'Z';
