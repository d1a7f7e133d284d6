import { reasonOf } from '../api';
import { h, put, say } from '../dom';
import { t } from '../language/language';
import { motionApi, type CameraMotion, type Motion } from '../motionapi';
import { Draft } from '../motion/draft';
import { MotionForm } from '../motion/form';
import { guard } from '../router';
import { state } from '../state';

/** What somebody did when the session ended under his hands: it is there again when the same camera is opened after signing in. */
const kept = new Map<string, { motion: Motion; tag: string }>();

/** Zones, masks and lines of one camera over its picture: /cameras/ID/motion. For administrators. */
export function motionPlace(stage: HTMLElement, _: URLSearchParams, id: string): () => void {
  const body = h('div', {});
  const title = h('h1', { dir: 'auto' }, t.motion.title);
  stage.append(h('div', { class: 'page wide' }, h('p', { class: 'up' }, h('a', { href: '/cameras' }, t.motion.back)), title, body));
  if (!state.mayChange) {
    put(body, h('p', {}, t.motion.notYours));
    return () => {};
  }
  let form: MotionForm | null = null;
  let hasLeft = false;
  const name = () => state.camera(id)?.name;
  const head = () => say(title, name() ? t.motion.titleOf(name()!) : t.motion.title);
  const open = async () => {
    try {
      const read = await motionApi.read(id);
      if (hasLeft) {
        return;
      }
      form = begin(id, read);
      put(body, form.element);
      form.start();
    } catch (failure) {
      if (!hasLeft) {
        put(body, h('p', { class: 'error', role: 'alert' }, reasonOf(failure)), h('button', { onclick: () => void open() }, t.tryAgain));
      }
    }
  };
  const unlisten = state.listen(() => {
    head();
    form?.refresh(state.camera(id));
  });
  const beforeUnload = (e: BeforeUnloadEvent) => {
    if (form?.draft.isChanged) {
      e.preventDefault();
    }
  };
  addEventListener('beforeunload', beforeUnload);
  guard(() => {
    const stays = form?.draft.isChanged && !confirm(t.motion.leaveQuestion(name() ?? ''));
    if (!stays) {
      form?.forget();
    }
    return !stays;
  });
  head();
  void open();
  return () => {
    hasLeft = true;
    unlisten();
    removeEventListener('beforeunload', beforeUnload);
    if (form?.draft.isChanged && !form.isForgotten) {
      kept.set(id, { motion: form.draft.motion, tag: form.draft.tag });
    }
    form?.stop();
  };
}

function begin(id: string, read: CameraMotion): MotionForm {
  const before = kept.get(id);
  kept.delete(id);
  const draft = new Draft(read);
  const form = new MotionForm(id, draft);
  if (before) {
    draft.edit((m) => Object.assign(m, before.motion));
    form.welcomeBack(before.tag !== read.tag);
  }
  return form;
}
