import { h, say } from '../dom';
import { icon } from '../icons';
import { canListen, LiveSound } from '../live/sound';
import { canHear, Talk } from '../live/talk';
import { state } from '../state';
import { wallOf } from '../zone';
import type { Cell } from './cell';
import { t } from '../language/language';

/** What else can be done with the pictures: hear the camera, talk through the camera, keep a picture, fill the screen. */
export class Extras {
  readonly element = h('span', { class: 'group extras' });
  /** Says why something cannot be done. */
  readonly words = h('p', { class: 'saved', role: 'status' });
  private readonly listening = this.button(t.review.sound, 'sound', () => this.listen());
  private readonly talking = this.button(t.talk.title, 'talk', () => this.talk());
  private cells: Cell[] = [];
  private voice: Talk | null = null;
  private sound: LiveSound | null = null;

  constructor(private readonly screen: HTMLElement) {
    this.element.append(this.listening, this.talking, this.button(t.review.picture, 'picture', () => this.keepPicture()), this.button(t.review.fullScreen, 'full', () => this.fill()));
  }

  /** Whose pictures are on screen by now. */
  show(cells: Cell[]): void {
    const [only] = cells;
    if (this.cells[0] !== only || cells.length !== 1 || !only!.isLive) {
      this.close();
    }
    this.cells = cells;
    const isAloneAndLive = cells.length === 1 && only!.isLive;
    // A camera that is gone has no tracks, and whoever listens to it can still stop.
    this.listening.hidden = !this.sound && (!isAloneAndLive || !canListen() || !(state.camera(only!.camera.id) ?? only!.camera).streams.some((s) => s.tracks.some((track) => !track.video)));
    this.talking.hidden = !isAloneAndLive || only!.camera.canTalk === false || state.box?.user.role === 'viewer' || !canHear();
  }

  close(): void {
    this.voice?.stop();
    this.hush();
  }

  private button(name: string, look: Parameters<typeof icon>[0], act: () => void): HTMLButtonElement {
    return h('button', { 'aria-label': name, title: name, onclick: act }, icon(look));
  }

  private listen(): void {
    const picture = this.cells[0]?.livePicture;
    if (this.sound || !picture) {
      this.hush();
      return;
    }
    this.sound = new LiveSound(this.cells[0]!.camera.id, picture, (sentence) => say(this.words, sentence));
    picture.element.append(this.sound.element);
    picture.isHeard = true;
    this.listening.setAttribute('aria-pressed', 'true');
  }

  private hush(): void {
    if (this.sound) {
      this.sound.stop();
      this.sound = null;
      say(this.words, '');
    }
    const picture = this.cells[0]?.livePicture;
    if (picture) {
      picture.isHeard = false;
    }
    this.listening.setAttribute('aria-pressed', 'false');
  }

  private talk(): void {
    if (this.voice) {
      this.voice.stop();
      return;
    }
    this.voice = new Talk(this.cells[0]!.camera.id, (now, sentence) => {
      say(this.words, sentence);
      this.talking.setAttribute('aria-pressed', String(now === 'heard'));
      if (now === 'over') {
        this.voice = null;
      }
    });
  }

  /** Of each camera that shows one, as large as it came. */
  private keepPicture(): void {
    say(this.words, '');
    for (const cell of this.cells) {
      const picture = cell.shown;
      if (!picture) {
        say(this.words, t.review.noPicture);
        continue;
      }
      const canvas = h('canvas', { width: picture.width, height: picture.height });
      canvas.getContext('2d')!.drawImage(picture.source, 0, 0);
      const moment = wallOf(picture.ms).replace('T', ' ').replaceAll(':', '.');
      canvas.toBlob((blob) => {
        const link = h('a', { href: URL.createObjectURL(blob!), download: `${cell.camera.name} ${moment}.jpg` });
        link.click();
        URL.revokeObjectURL(link.href);
      }, 'image/jpeg', 0.92);
    }
  }

  private fill(): void {
    // An iPhone lets only a video fill the screen.
    const video = this.screen.querySelector<HTMLVideoElement & { webkitEnterFullscreen?: () => void }>('video');
    if (document.fullscreenElement) {
      void document.exitFullscreen();
    } else if (this.screen.requestFullscreen) {
      void this.screen.requestFullscreen().catch(() => {});
    } else {
      video?.webkitEnterFullscreen?.();
    }
  }
}
