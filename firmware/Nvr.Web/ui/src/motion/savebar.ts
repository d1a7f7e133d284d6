import { Failure, reasonOf } from '../api';
import { h, say } from '../dom';
import { t } from '../language/language';
import { motionApi, type Motion } from '../motionapi';
import { state } from '../state';
import type { Draft, Kind } from './draft';
import type { MotionPanel } from './panel';

/** The line that says whether something is unsaved, saves it, and tells when somebody else decided meanwhile. */
export class SaveBar {
  readonly element: HTMLElement;
  private readonly word = h('span', { class: 'word', role: 'status' });
  private readonly error = h('p', { class: 'error', role: 'alert' });
  private readonly note = h('p', { role: 'status' });
  private readonly save = h('button', { type: 'button', class: 'primary', onclick: () => void this.send(this.draft.tag) }, t.save);
  private readonly discard = h('button', { type: 'button', class: 'plain', onclick: () => void this.reload(t.motion.discarded) }, t.motion.discard);
  private readonly mine = h('button', { type: 'button', onclick: () => void this.send(null) }, t.motion.saveMine);
  private readonly theirs = h('button', { type: 'button', onclick: () => void this.reload(t.motion.tookTheirs) }, t.motion.takeTheirs);
  private readonly conflict = h('div', { class: 'conflict', role: 'alert', tabindex: '-1', hidden: true });
  private isBusy = false;
  private saidLast = '';

  constructor(private readonly camera: string, private readonly draft: Draft, private readonly panel: MotionPanel, private readonly saved: () => void) {
    this.conflict.append(h('p', {}, t.motion.changedMeanwhile), h('div', { class: 'row' }, this.mine, this.theirs));
    this.element = h('div', { class: 'savebar' }, this.conflict, this.note, this.error, h('div', { class: 'row' }, this.word, this.discard, this.save));
  }

  update(): void {
    const { isChanged } = this.draft;
    this.element.dataset['changed'] = String(isChanged);
    say(this.word, isChanged ? t.motion.unsaved : this.saidLast || t.motion.allSaved);
    this.save.disabled = !isChanged || this.isBusy || !this.conflict.hidden;
    this.discard.hidden = !isChanged;
  }

  /** Something worth knowing that is no failure. */
  say(words: string): void {
    say(this.note, words);
  }

  /** Somebody else decided otherwise since these settings were read. */
  warn(): void {
    this.conflict.hidden = false;
    this.update();
  }

  /** With what the recorder had a moment ago: who has changed nothing goes on from what there is now, who has is told. */
  async compare(theirs: Motion): Promise<void> {
    if (this.isBusy || !this.conflict.hidden || JSON.stringify(theirs) === this.draft.base) {
      return;
    }
    // What was asked for before the last save may come after it.
    const now = await motionApi.read(this.camera).catch(() => null);
    if (!now || this.isBusy || now.tag === this.draft.tag) {
      return;
    }
    if (this.draft.isChanged) {
      this.warn();
    } else {
      this.saidLast = t.motion.changedElsewhere;
      this.draft.selected = null;
      this.draft.take(now, false);
    }
  }

  /** Without a tag, whatever is there now is overwritten. */
  private async send(tag: string | null): Promise<void> {
    const sent = JSON.stringify(this.draft.motion);
    await this.busy(async () => {
      this.panel.quiet();
      const now = await motionApi.save(this.camera, this.draft.motion, tag);
      this.saidLast = t.motion.savedNow;
      this.conflict.hidden = true;
      // What was typed while it was on its way stays, and is unsaved.
      this.draft.take(now, JSON.stringify(this.draft.motion) !== sent);
      this.saved();
      await state.refresh();
    });
  }

  private async reload(words: string): Promise<void> {
    await this.busy(async () => {
      this.draft.selected = null;
      this.draft.take(await motionApi.read(this.camera), false);
      this.conflict.hidden = true;
      this.panel.quiet();
      this.saidLast = words;
      await state.refresh();
    });
  }

  private async busy(deed: () => Promise<void>): Promise<void> {
    if (this.isBusy) {
      return;
    }
    this.isBusy = true;
    say(this.error, '');
    say(this.note, '');
    this.update();
    try {
      await deed();
    } catch (failure) {
      this.explain(failure);
    } finally {
      this.isBusy = false;
      this.update();
    }
  }

  private explain(failure: unknown): void {
    const [status, sentence] = [failure instanceof Failure ? failure.status : 0, reasonOf(failure)];
    if (status === 412) {
      this.warn();
      // Not one of its buttons: whoever presses Enter twice has decided nothing.
      this.conflict.focus();
    } else if (status !== 400 || !this.panel.complain(sentence)) {
      say(this.error, sentence.replace(/'(?:motion\.)?(zones|masks|tripwires)'/, (_, kind: Kind) => t.quoted(t.motion.kinds[kind])));
    }
  }
}
