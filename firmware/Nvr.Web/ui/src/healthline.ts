import { h, put, say } from './dom';
import { state } from './state';
import { levelOf, mainOf } from './words';
import { t } from './language/language';

const shapes = { ok: '●', unknown: '○', attention: '▲', failure: '■' };

/** The line at the top of every place: a colour with a shape, a sentence, at most one action. */
export function healthLine(): { element: HTMLElement; update: () => void } {
  const mark = h('span', { class: 'mark', 'aria-hidden': 'true' });
  const sentence = h('span', { class: 'sentence' });
  const action = h('span', { class: 'action' });
  const line = h('div', { class: 'health', role: 'status' }, mark, sentence, action);
  const update = () => {
    const [level, text, next] = summary();
    line.dataset['level'] = level;
    say(mark, shapes[level]);
    say(sentence, text);
    const link = next && !location.pathname.startsWith(next.href) ? h('a', { href: next.href }, next.text) : null;
    if (action.innerHTML !== (link?.outerHTML ?? '')) {
      put(action, link);
    }
  };
  state.listen(update);
  update();
  return { element: line, update };
}

type Summary = [keyof typeof shapes, string, { href: string; text: string } | null];

/** Where nothing is wrong, the first visit goes on, as long as it is not over. */
function summary(): Summary {
  const [level, text, next] = ofAll();
  const isCalm = level === 'ok' || next?.text === t.health.addCamera;
  return state.box?.settingUp && isCalm ? [level, text, { href: '/set-up', text: t.setUp.goOnLink }] : [level, text, next];
}

function ofAll(): Summary {
  const { cameras, health } = state;
  if (!state.reachable) {
    return ['unknown', t.health.noAnswer, null];
  }
  if (!cameras || !health) {
    return ['unknown', t.health.asking, null];
  }
  const worst = health.items[0];
  if (worst && (worst.level === 'failure' || worst.level === 'attention')) {
    const href = worst.part.startsWith('camera/') ? '/cameras' : '/box';
    const cameras = ofCameras();
    if (href === '/cameras' && cameras[0] === worst.level) {
      return cameras;
    }
    return [worst.level, worst.sentence, { href, text: t.health.seeWhat }];
  }
  return ofCameras();
}

function ofCameras(): Summary {
  const active = (state.cameras ?? []).filter((c) => c.enabled);
  const bad = active.filter((c) => levelOf(c) !== 'ok');
  if (active.length === 0) {
    // A viewer may see none although others are recorded.
    const none = state.box?.user.role === 'viewer' ? t.health.noneShown : t.health.noneRecorded;
    return ['unknown', none, state.mayChange ? { href: '/cameras', text: t.health.addCamera } : null];
  }
  if (bad.length > 0) {
    const level = bad.some((c) => levelOf(c) === 'failure') ? 'failure' : 'attention';
    // What is wrong comes first: a long name is cut off on a phone.
    const who = bad.length === 1 ? t.health.notRecording(bad[0]!.name) : t.health.someNot(bad.length, active.length);
    return [level, who, { href: '/cameras', text: t.health.seeWhy }];
  }
  const resting = active.filter((c) => mainOf(c)?.state === 'resting').length;
  if (resting > 0) {
    return ['ok', resting === active.length ? t.health.nothingToRecord : t.health.someRest(active.length - resting, active.length), null];
  }
  return ['ok', active.length === 1 ? t.health.oneRecords : t.health.allRecord(active.length), null];
}
