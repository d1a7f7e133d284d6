import type { Camera } from '../api';
import { h, say } from '../dom';
import { t } from '../language/language';
import { limits } from '../motionapi';
import { state } from '../state';
import { Backdrop } from './backdrop';
import { MotionCanvas } from './canvas';
import type { Draft, Kind } from './draft';
import { FoundList } from './found';
import { newName } from './labels';
import { MotionPanel } from './panel';
import { SaveBar } from './savebar';
import type { Sketch } from './sketch';

const kinds: Kind[] = ['zones', 'masks', 'tripwires'];

/** The whole form: the picture with its tools, the panel beside it, the line that saves. */
export class MotionForm {
  readonly element: HTMLElement;
  isForgotten = false;
  private readonly backdrop: Backdrop;
  private readonly canvas: MotionCanvas;
  private readonly panel: MotionPanel;
  private readonly found: FoundList;
  private readonly bar: SaveBar;
  private readonly said = h('p', { class: 'said', role: 'status' });
  private readonly drawTools = h('div', { class: 'row tools' });
  private readonly sketchTools = h('div', { class: 'row tools', hidden: true });
  private readonly back = h('button', { type: 'button', class: 'plain', hidden: true, onclick: () => this.look(null) }, t.motion.backToNow);
  private readonly anew = h('button', { type: 'button', class: 'plain', onclick: () => this.look(null) }, t.motion.newPicture);
  private readonly undo = h('button', { type: 'button', class: 'plain', onclick: () => this.takeBack() }, t.motion.undo);
  private readonly redo = h('button', { type: 'button', class: 'plain', onclick: () => this.draft.redo() }, t.motion.redo);
  private readonly help = h('p', { id: 'corner-help', class: 'quiet' }, t.motion.cornerHelp);
  private readonly starts = new Map<Kind, HTMLButtonElement>();

  constructor(private readonly camera: string, readonly draft: Draft) {
    this.backdrop = new Backdrop(camera);
    this.canvas = new MotionCanvas(draft, this.backdrop, (words) => say(this.said, words), (sketch) => this.drawn(sketch));
    this.panel = new MotionPanel(draft, {
      focus: (corner) => this.canvas.focusCorner(corner), insertAfter: (corner) => this.canvas.insertAfter(corner), remove: (corner) => this.canvas.removeCorner(corner),
    });
    this.found = new FoundList(camera, draft, (found) => { this.canvas.found = found; this.canvas.draw(); }, (event) => this.look(event));
    this.bar = new SaveBar(camera, draft, this.panel, () => this.look(null));
    kinds.forEach((kind) => {
      const start = h('button', { type: 'button', onclick: () => this.begin(kind) }, t.motion.draw[kind]);
      this.starts.set(kind, start);
      this.drawTools.append(start);
    });
    this.drawTools.append(this.undo, this.redo);
    this.sketchTools.append(
      h('button', { type: 'button', class: 'primary', onclick: () => this.canvas.finish() }, t.done),
      h('button', { type: 'button', class: 'plain', onclick: () => this.canvas.takeBack() }, t.motion.takeBack),
      h('button', { type: 'button', class: 'plain', onclick: () => this.canvas.cancel() }, t.cancel));
    const picture = h('div', { class: 'row under' }, this.backdrop.time, this.anew, this.back);
    this.element = h('div', { class: 'motion' },
      h('div', { class: 'seeing' }, this.canvas.element, picture, this.drawTools, this.sketchTools, this.said, this.help),
      h('div', { class: 'deciding' }, this.panel.element, this.found.element), this.bar.element);
    this.element.addEventListener('keydown', (e) => this.key(e));
    draft.listen((change) => {
      this.canvas.draw();
      this.panel.update(change);
      this.found.judge();
      this.bar.update();
      this.showTools();
    });
  }

  start(): void {
    this.canvas.shape(aspectOf(state.camera(this.camera)));
    this.canvas.draw();
    this.panel.update('whole');
    this.panel.standing(this.draft.now, state.health);
    this.showTools();
    this.bar.update();
    void this.backdrop.showNow();
    void this.found.refresh();
  }

  /** With what the recorder says of the camera every few seconds. */
  refresh(camera: Camera | undefined): void {
    this.canvas.shape(aspectOf(camera));
    this.backdrop.retry();
    this.panel.standing(this.draft.now, state.health);
    void this.found.refresh();
    if (camera?.settings) {
      void this.bar.compare(camera.settings.motion);
    }
  }

  welcomeBack(isOutdated: boolean): void {
    this.bar.say(t.motion.backAgain);
    if (isOutdated) {
      this.bar.warn();
    }
  }

  /** What was changed is given up. */
  forget(): void {
    this.isForgotten = true;
  }

  stop(): void {
    this.backdrop.stop();
  }

  private begin(kind: Kind): void {
    this.look(null, false);
    this.canvas.begin(kind);
    this.showTools();
  }

  private drawn(sketch: Sketch | null): void {
    if (sketch) {
      this.draft.add(sketch.kind, [...sketch.points], newName(this.draft.motion, sketch.kind));
      say(this.said, t.motion.drawn[sketch.kind]);
      this.panel.focusFields();
    } else {
      say(this.said, '');
    }
    this.showTools();
    if (!sketch) {
      this.starts.get('zones')?.focus();
    }
  }

  private takeBack(): void {
    if (this.canvas.sketch) {
      this.canvas.takeBack();
    } else {
      this.draft.undo();
    }
  }

  private look(event: string | null, anew = true): void {
    const was = this.canvas.chosen;
    this.canvas.chosen = event;
    this.found.mark(event);
    this.back.hidden = event === null;
    this.anew.hidden = event !== null;
    this.canvas.draw();
    if (event) {
      void this.backdrop.showEvent(event);
      this.canvas.element.scrollIntoView({ block: 'nearest' });
    } else if (anew || was) {
      void this.backdrop.showNow();
    }
  }

  private key(e: KeyboardEvent): void {
    // A field that is typed in takes back its own letters.
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'z' && !(e.target as Element).matches('input:not([type=checkbox], [type=range])')) {
      e.preventDefault();
      if (e.shiftKey) {
        this.draft.redo();
      } else {
        this.takeBack();
      }
    }
  }

  private showTools(): void {
    const isDrawing = this.canvas.sketch !== null;
    this.drawTools.hidden = isDrawing;
    this.sketchTools.hidden = !isDrawing;
    this.help.hidden = isDrawing;
    this.undo.disabled = !this.draft.canUndo;
    this.redo.disabled = !this.draft.canRedo;
    this.starts.forEach((start, kind) => {
      start.disabled = this.draft.motion[kind].length >= limits.shapes;
      start.title = start.disabled ? t.motion.mostShapes[kind](limits.shapes) : '';
    });
  }
}

function aspectOf(camera: Camera | undefined): number {
  const video = camera?.streams.flatMap((s) => s.tracks).find((track) => track.video && track.width > 0 && track.height > 0);
  return video ? video.width / video.height : 16 / 9;
}

