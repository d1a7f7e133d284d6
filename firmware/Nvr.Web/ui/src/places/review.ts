import { h, put, say } from '../dom';
import { LivePlayer } from '../live/player';
import { Footage } from '../review/footage';
import { EventMarks } from '../review/marks';
import { Playback, settleMs } from '../review/playback';
import { Saving } from '../review/saving';
import { Thumbs } from '../review/thumbs';
import { Timeline } from '../review/timeline';
import { go, note } from '../router';
import { state } from '../state';
import { clockOf, longDayOf, mainOf, levelOf } from '../words';
import { t } from '../language/language';

/** So much of a fresh event is played at least before the present is caught up with. */
const freshMs = 3_000;

/** One camera, live or at any recorded moment. The address says which: /review?cam=ID&t=TIME. */
export function reviewPlace(stage: HTMLElement, query: URLSearchParams): () => void {
  let place: ReviewPlace | null = null;
  const begin = () => {
    const camera = state.camera(query.get('cam')) ?? state.cameras?.[0];
    if (!place && camera) {
      place = new ReviewPlace(stage, camera.id, camera.name, Date.parse(query.get('t') ?? ''));
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
  private readonly video = h('video', { playsinline: true, class: 'recorded', 'aria-label': t.review.recorded });
  private readonly screen = h('div', { class: 'screen' });
  private readonly words = h('p', { class: 'why', role: 'status' });
  private readonly moment = h('time', { class: 'moment' });
  private readonly hint = h('span', { class: 'hint quiet' });
  private readonly liveButton = h('button', { class: 'live', onclick: () => this.goLive() }, t.places.live);
  private readonly playButton = h('button', { class: 'play', onclick: () => this.toggle() }, t.review.pause);
  private readonly saving = new Saving();
  private readonly footage: Footage;
  private readonly timeline: Timeline;
  private readonly playback: Playback;
  private live: LivePlayer | null = null;
  private frame = 0;
  private noted = '';
  private waiting = 0;
  private readonly keys = (e: KeyboardEvent) => this.key(e);

  constructor(stage: HTMLElement, private readonly camera: string, private readonly name: string, start: number) {
    this.footage = new Footage(camera, () => this.timeline.repaint());
    const thumbs = new Thumbs(camera);
    this.timeline = new Timeline(this.footage, new EventMarks(camera, () => this.timeline.repaint()), {
      seek: (ms) => this.seek(ms), scrub: (ms) => this.showMoment(ms), hover: (text) => say(this.hint, text), peek: (ms, x) => thumbs.show(ms, x),
    });
    this.playback = new Playback(this.video, camera, this.footage, { said: (s) => say(this.words, s), caughtUp: () => this.goLive() });
    this.video.addEventListener('play', () => say(this.playButton, t.review.pause));
    this.video.addEventListener('pause', () => say(this.playButton, t.review.play));
    this.video.addEventListener('click', () => this.toggle());
    const zoom = (text: string, label: string, factor: number) => h('button', { 'aria-label': label, onclick: () => this.timeline.zoom(factor) }, text);
    const bar = h('div', { class: 'bar' }, this.picker(), this.moment, this.hint, h('span', { class: 'tools' }, this.playButton, this.liveButton, zoom('−', t.review.more, 2), zoom('+', t.review.less, 0.5), this.saving.element), this.saving.words);
    stage.append(h('div', { class: 'review' }, this.screen, h('div', { class: 'peek' }, thumbs.element), bar, this.timeline.element));
    document.addEventListener('keydown', this.keys);
    this.open(start);
    this.tick();
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
      this.waiting = window.setTimeout(() => this.live && this.seek(start), playableIn);
    }
  }

  update(): void {
    const camera = state.camera(this.camera);
    const main = camera && mainOf(camera);
    this.live?.explain(camera && levelOf(camera) !== 'ok' ? [main?.sentence, main?.nextStep].filter(Boolean).join(' ') : '');
    this.timeline.repaint();
  }

  close(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.waiting);
    document.removeEventListener('keydown', this.keys);
    this.live?.close();
    this.playback.close();
    this.timeline.close();
  }

  private picker(): HTMLElement {
    const select = h('select', { 'aria-label': t.camera }, ...(state.cameras ?? []).map((c) => h('option', { value: c.id, selected: c.id === this.camera }, c.name)));
    select.addEventListener('change', () => {
      const at = this.live ? '' : `&t=${this.stamp(this.playback.now ?? state.now)}`;
      go(`/review?cam=${select.value}${at}`);
    });
    return select;
  }

  private seek(ms: number): void {
    clearTimeout(this.waiting);
    if (ms > state.now - settleMs) {
      this.goLive();
      return;
    }
    if (this.live || !this.video.isConnected) {
      this.live?.close();
      this.live = null;
      put(this.screen, this.video, this.words);
    }
    this.liveButton.removeAttribute('aria-pressed');
    this.playButton.disabled = false;
    say(this.words, '');
    void this.playback.seek(ms, !this.video.paused || !this.video.hasAttribute('src') || this.playButton.textContent === t.review.pause);
  }

  private goLive(): void {
    clearTimeout(this.waiting);
    if (this.live) {
      return;
    }
    this.playback.close();
    this.live = new LivePlayer(this.camera, 'main', this.name);
    put(this.screen, this.live.element);
    this.liveButton.setAttribute('aria-pressed', 'true');
    this.playButton.disabled = true;
    say(this.playButton, t.review.pause);
    this.timeline.follow(state.now);
  }

  private toggle(): void {
    if (!this.live && this.video.paused) {
      void this.video.play();
    } else if (!this.live) {
      this.video.pause();
    }
  }

  private tick(): void {
    this.frame = requestAnimationFrame(() => this.tick());
    const now = this.live ? state.now : this.playback.now;
    if (now === null || this.timeline.isHeld) {
      return;
    }
    const stamp = this.live ? '' : this.stamp(now);
    if (this.moment.textContent === '' || stamp !== this.noted || this.live) {
      this.showMoment(now);
    }
    if (stamp !== this.noted || !location.search.includes(this.camera)) {
      this.noted = stamp;
      note(`/review?cam=${this.camera}${stamp && `&t=${stamp}`}`);
    }
    this.timeline.follow(now);
    this.video.dataset['utc'] = String(Math.round(now));
  }

  private showMoment(ms: number): void {
    say(this.moment, `${longDayOf(ms)}, ${clockOf(ms)}`);
    this.moment.dateTime = new Date(ms).toISOString();
    this.saving.offer(this.camera, ms - 30_000, Math.min(ms + 30_000, state.now));
  }

  private stamp(ms: number): string {
    return new Date(ms).toISOString().slice(0, 19) + 'Z';
  }

  private key(e: KeyboardEvent): void {
    if (e.target instanceof HTMLSelectElement || e.target instanceof HTMLButtonElement && e.key === ' ' || e.ctrlKey || e.metaKey || e.altKey) {
      return;
    }
    const now = this.live ? state.now : (this.playback.now ?? state.now);
    const step = (e.shiftKey ? 60 : 10) * 1000;
    const actions: Record<string, () => void> = {
      ' ': () => this.toggle(), k: () => this.toggle(), l: () => this.goLive(), ArrowLeft: () => this.seek(now - step), ArrowRight: () => this.seek(now + step),
      j: () => this.seek(now - 1000), ArrowUp: () => this.timeline.zoom(0.7), ArrowDown: () => this.timeline.zoom(1.4), '+': () => this.timeline.zoom(0.5), '-': () => this.timeline.zoom(2),
    };
    const action = actions[e.key];
    if (action) {
      e.preventDefault();
      action();
    }
  }
}
