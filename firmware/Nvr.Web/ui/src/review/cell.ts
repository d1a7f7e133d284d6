import type { Camera } from '../api';
import { h, put, say } from '../dom';
import { LivePlayer, ofCamera } from '../live/player';
import { state } from '../state';
import { clockOf, levelOf, longDayOf, mainOf } from '../words';
import { EventMarks } from './marks';
import { Steering } from './steering';
import { Footage } from './footage';
import { Playback } from './playback';
import { Thumbs } from './thumbs';
import { t } from '../language/language';

/** One camera in review: its picture, recorded or live, and what is known of its time. */
export class Cell {
  readonly element: HTMLElement;
  readonly playback: Playback;
  readonly footage: Footage;
  readonly marks: EventMarks;
  readonly thumbs: Thumbs;
  readonly video = h('video', { playsinline: true, class: 'recorded' });
  private readonly words = h('p', { class: 'why', role: 'status' });
  private readonly caption: HTMLElement | null;
  private live: LivePlayer | null = null;
  private steering: Steering | null = null;

  /** @param isAlone One camera has the whole screen, and its large stream. */
  constructor(readonly camera: Camera, private readonly isAlone: boolean, alone: string, changed: () => void) {
    this.video.setAttribute('aria-label', t.review.recordedBy(camera.name));
    this.footage = new Footage(camera.id, changed);
    this.marks = new EventMarks(camera.id, changed);
    this.thumbs = new Thumbs(camera.id);
    this.playback = new Playback(this.video, camera.id, isAlone || !camera.streams.some((s) => s.stream === 'sub') ? 'main' : 'sub', this.footage, (sentence) => say(this.words, sentence));
    this.caption = isAlone ? null : h('a', { class: 'caption', href: alone, title: t.review.alone(camera.name) }, h('span', { class: 'name' }, camera.name));
    this.element = h('div', { class: 'cell' });
    this.showRecorded();
  }

  get isLive(): boolean {
    return this.live !== null;
  }

  showRecorded(): void {
    this.leaveLive();
    put(this.element, this.video, this.words, this.caption);
  }

  showLive(): void {
    const stream = this.isAlone || !this.camera.streams.some((s) => s.stream === 'sub' && s.state === 'recording') ? 'main' : 'sub';
    this.live ??= new LivePlayer(ofCamera(this.camera.id, stream), this.camera.name);
    this.steering ??= this.isAlone && state.box?.user.role !== 'viewer' ? new Steering(this.camera.id) : null;
    put(this.element, this.live.element, this.caption, this.steering?.element);
  }

  /** What the recorder says of the camera by now. */
  explain(camera: Camera): void {
    const main = mainOf(camera);
    this.live?.explain(levelOf(camera) === 'ok' ? '' : [main?.sentence, main?.nextStep].filter(Boolean).join(' '));
  }

  /** The live picture; null while what is recorded is shown. */
  get livePicture(): LivePlayer | null {
    return this.live;
  }

  /** The camera has nothing there, nor later. */
  sayNothingAt(ms: number): void {
    const { first } = this.footage;
    say(this.words, first !== null && ms < first ? t.review.oldest(`${longDayOf(first)}, ${clockOf(first)}`) : t.review.noneHere);
  }

  /** For whoever looks at the page from outside: the moment that the picture shows. */
  tellMoment(): void {
    const { now, isShowing } = this.playback;
    this.video.dataset['utc'] = now === null ? '' : String(Math.round(now));
    this.element.classList.toggle('waits', this.live === null && !isShowing && !this.playback.isLoading);
  }

  /** The picture on screen, and its moment; null while there is none. */
  get shown(): { source: CanvasImageSource; width: number; height: number; ms: number } | null {
    if (this.live) {
      return this.live.shown && { ...this.live.shown, ms: state.now };
    }
    return this.playback.isShowing && this.video.readyState >= 2 ? { source: this.video, width: this.video.videoWidth, height: this.video.videoHeight, ms: this.playback.now! } : null;
  }

  /** Where the address of the camera alone leads to by now. */
  set alone(address: string) {
    this.caption?.setAttribute('href', address);
  }

  close(): void {
    this.leaveLive();
    this.playback.close();
  }

  private leaveLive(): void {
    this.live?.close();
    this.steering?.close();
    [this.live, this.steering] = [null, null];
  }
}
