import { reasonOf } from '../api';
import { h, put, say } from '../dom';
import { t } from '../language/language';
import { go, note } from '../router';
import { setUpApi, steps, type Progress, type Step } from '../setupapi';
import { state } from '../state';
import { boxStep } from './boxstep';
import { cameraStep } from './camerastep';
import { diskStep } from './diskstep';
import { sheetStep } from './sheet';

/** One step: what it shows, what "go on" does first, and what undoes it. It may refuse to go on by throwing a sentence. */
export interface StepView { element: HTMLElement; leave?: () => Promise<void>; stop: () => void }

const views: Record<Step, () => StepView> = { box: boxStep, disks: diskStep, cameras: cameraStep, sheet: sheetStep };

/** The first visit. Which step is next is the recorder's to say; the address tells which one is shown, so that each can be left, reopened and sent. */
export function setUpPlace(stage: HTMLElement, _: URLSearchParams, part: string): () => void {
  const page = h('div', { class: 'page setup' });
  stage.append(page);
  let view: StepView | null = null;
  let gone = false;
  if (!state.mayChange) {
    put(page, h('h1', {}, t.setUp.title), h('p', {}, t.setUp.notYours));
    return () => {};
  }
  const open = (progress: Progress) => {
    if (gone) {
      return;
    }
    const step = steps.find((s) => s === part) ?? progress.next ?? 'sheet';
    if (step !== part) {
      note(`/set-up/${step}`);
    }
    view = views[step]();
    show(page, step, progress, view);
  };
  setUpApi.progress().then(open, (f: unknown) => put(page, h('h1', {}, t.setUp.title), h('p', { class: 'error', role: 'alert' }, reasonOf(f))));
  return () => { gone = true; view?.stop(); };
}

function show(page: HTMLElement, step: Step, progress: Progress, view: StepView): void {
  const at = steps.indexOf(step);
  const heading = h('h1', { tabindex: '-1' }, t.setUp.headings[step]);
  const error = h('p', { class: 'error', role: 'alert' });
  const on = h('button', { class: 'primary', type: 'button' }, step === 'sheet' ? t.setUp.finish : t.setUp.goOn);
  const act = (deed: () => Promise<void>) => () => {
    say(error, '');
    on.disabled = true;
    deed().catch((f: unknown) => say(error, reasonOf(f))).finally(() => (on.disabled = false));
  };
  on.addEventListener('click', act(async () => {
    await view.leave?.();
    await (step === 'sheet' ? finish() : pass(step));
  }));
  // Elsewhere going on is leaving out what was not done.
  const skip = step !== 'box' || progress.isOver ? null : h('button', { class: 'plain', type: 'button', onclick: act(() => pass(step)) }, t.setUp.skip);
  const back = at > 0 ? h('a', { class: 'button plain', href: `/set-up/${steps[at - 1]}` }, t.setUp.back) : null;
  put(page, list(step, progress), heading, view.element, error,
    h('div', { class: 'row onward' }, back, on, skip, progress.isOver ? null : h('a', { class: 'later', href: '/' }, t.setUp.later)));
  heading.focus({ preventScroll: true });
}

/** The steps with how they stand, each a way there. */
function list(shown: Step, progress: Progress): HTMLElement {
  const stateOf = (step: Step) => progress.steps.find((s) => s.step === step)?.state ?? 'open';
  return h('nav', { 'aria-label': t.setUp.title }, h('ol', { class: 'steps' }, ...steps.map((step) => {
    const isBehind = stateOf(step) !== 'open';
    return h('li', { class: isBehind && 'behind' }, h('a', { href: `/set-up/${step}`, 'aria-current': step === shown && 'step' },
      h('span', { class: 'dot', 'aria-hidden': 'true' }, isBehind ? '✓' : String(steps.indexOf(step) + 1)), h('span', {}, t.setUp.steps[step]),
      isBehind && h('span', { class: 'unseen' }, ` (${t.setUp.states[stateOf(step)]})`)));
  })));
}

/** On to the one that the recorder says is next; forwards, where somebody went back to one before. */
async function pass(step: Step): Promise<void> {
  const { next } = await setUpApi.pass(step);
  const after = steps[steps.indexOf(step) + 1]!;
  go(`/set-up/${next !== null && steps.indexOf(next) > steps.indexOf(step) ? next : after}`);
}

async function finish(): Promise<void> {
  await setUpApi.end();
  if (state.box) {
    state.box.settingUp = false;
  }
  go('/');
}
