import { read, reasonOf } from '../api';
import { boxApi, type Reset } from '../boxapi';
import { h, put } from '../dom';
import { t } from '../language/language';
import { bytesOf } from '../words';
import { waitForNewStart } from './anew';
import { careForm, labelled } from './form';

/** Back to factory settings: says what goes and what stays, and wants the password and the name of the box. What it says is asked for at each opening. */
export function resetFold(): HTMLElement {
  const body = h('div', {});
  const element: HTMLDetailsElement = h('details', { class: 'tool' }, h('summary', {}, t.care.reset), body);
  element.addEventListener('toggle', () => {
    if (element.open) {
      void boxApi.reset().then((now) => put(body, form(now)), (f: unknown) => put(body, h('p', { class: 'error', role: 'alert' }, reasonOf(f))));
    } else {
      put(body);
    }
  });
  return element;
}

function form(now: Reset): HTMLElement {
  const erase = h('input', { type: 'checkbox', name: 'eraseRecordings' });
  const goes = h('ul', { class: 'remarks' });
  const stays = h('ul', { class: 'remarks' });
  const tell = () => {
    const recordings = t.care.recordings(bytesOf(now.recordingBytes), now.protectedSpans);
    put(goes, ...items([
      now.cameras.length > 0 && t.care.cameras(now.cameras), t.care.people(now.people), t.care.settings, now.switches > 0 && t.care.switches(now.switches), now.exports > 0 && t.care.exports(now.exports),
      now.models > 0 && t.care.models(now.models), erase.checked && recordings,
    ]));
    put(stays, ...items([!erase.checked && recordings, !erase.checked && t.care.former, t.care.volumes, t.care.software, erase.checked && t.care.absentDisks]));
  };
  erase.addEventListener('change', tell);
  tell();
  const password = h('input', { type: 'password', name: 'ownPassword', required: true, autocomplete: 'current-password' });
  const name = h('input', { name: 'confirm', required: true, autocomplete: 'off', spellcheck: 'false' });
  return careForm(async () => {
    await boxApi.beginReset(password.value, name.value, erase.checked);
    waitForNewStart(t.care.startsAnew, t.care.resetWaits, isNew);
  }, h('p', {}, t.care.resetMeans), ...now.underWay.map((u) => h('p', { class: 'error' }, t.care.underWay[u])),
  h('h3', {}, t.care.goes), goes, h('h3', {}, t.care.stays), stays,
  h('label', { class: 'check' }, erase, h('span', {}, t.care.eraseToo)),
  labelled(t.care.ownPassword, password), labelled(t.care.typeName(now.name), name), h('button', { type: 'submit', class: 'danger' }, t.care.resetNow));
}

function items(sentences: (string | false)[]): HTMLElement[] {
  return sentences.filter((s) => s !== false).map((s) => h('li', {}, s));
}

async function isNew(): Promise<boolean> {
  return (await read<{ needsSetup: boolean }>(await fetch('/api/v1/setup'))).needsSetup;
}
