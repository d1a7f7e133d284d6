import { api, reasonOf, type Camera, type StreamState } from '../api';
import { h, say } from '../dom';
import { state } from '../state';
import { bytesOf, levelOf, lossOf, mainOf, numberOf, stateWord } from '../words';
import { deviceSection } from './devices';
import { importSection } from './importing';
import { readRecording, recordingFields, recordingForm } from './recording';
import { field, inLabels, textIn } from './signin';
import { t } from '../language/language';

const shapes = { ok: '●', unknown: '○', attention: '▲', failure: '■' };

interface Row { element: HTMLElement; update: (camera: Camera) => void }

/** The cameras in words, and a form to add one. Rows stay as they are while their cameras do: somebody may be reading or typing in them. */
export function camerasPlace(stage: HTMLElement): () => void {
  const list = h('ul', { class: 'list' });
  const { mayChange } = state;
  const none = h('p', { class: 'quiet', hidden: true }, mayChange
    ? t.cameras.none : t.live.askSomebody);
  const devices = mayChange ? deviceSection() : null;
  stage.append(h('div', { class: 'page' }, h('h1', {}, t.places.cameras), list, none, devices?.element, mayChange && importSection(), mayChange && addForm()));
  const rows = new Map<string, Row>();
  const update = () => {
    devices?.refresh();
    const { cameras } = state;
    if (!cameras) {
      return;
    }
    for (const [id, row] of rows) {
      if (!cameras.some((c) => c.id === id)) {
        row.element.remove();
        rows.delete(id);
      }
    }
    none.hidden = cameras.length > 0;
    for (const camera of cameras) {
      const row = rows.get(camera.id) ?? makeRow(camera, mayChange);
      if (!rows.has(camera.id)) {
        rows.set(camera.id, row);
        list.append(row.element);
      }
      row.update(camera);
    }
  };
  const unlisten = state.listen(update);
  update();
  return unlisten;
}

function makeRow(first: Camera, mayChange: boolean): Row {
  const mark = h('span', { class: 'mark', 'aria-hidden': 'true' });
  const name = h('a', { href: `/review?cam=${first.id}`, class: 'strong' });
  const word = h('span', { class: 'state' });
  const why = h('p');
  const quiet = h('p', { class: 'quiet' });
  const cause = h('code');
  const details = h('details', {}, h('summary', {}, t.technicalCause), cause);
  const opens = (text: string, form: (camera: Camera) => HTMLElement) =>
    h('button', { class: 'plain', onclick: () => element.querySelector('form') ?? element.append(form(state.camera(first.id) ?? first)) }, text);
  const buttons = h('div', { class: 'row' }, opens(t.cameras.recording, recordingForm), h('a', { class: 'button plain', href: `/cameras/${first.id}/motion` }, t.motion.link), opens(t.remove, removeForm));
  const element = h('li', {}, h('div', { class: 'row line' }, mark, name, word), why, quiet, details, mayChange && buttons);
  const update = (camera: Camera) => {
    const main = mainOf(camera);
    const level = levelOf(camera);
    mark.dataset['level'] = word.dataset['level'] = level;
    say(mark, shapes[level]);
    say(name, camera.name);
    say(word, stateWord(camera));
    say(why, level === 'ok' && main?.state === 'recording' ? '' : [main?.sentence, main?.nextStep].filter(Boolean).join(' '));
    say(quiet, facts(camera));
    say(cause, main?.cause ?? '');
    why.hidden = why.textContent === '';
    details.hidden = cause.textContent === '';
  };
  return { element, update };
}

function facts(camera: Camera): string {
  const streams = camera.streams.map((s) => {
    const video = s.tracks.find((t) => t.video);
    const size = video ? `${t.cameras.stream(`${video.width} × ${video.height}`, video.codec.toUpperCase(), `${numberOf(s.framesPerSecond)}${expectedOf(s)}`, bytesOf(s.bitsPerSecond / 8))}${wayOf(s)}` : '';
    return size && (camera.streams.length > 1 ? `${s.stream === 'main' ? t.cameras.main : t.cameras.small}: ${size}` : size);
  });
  return streams.filter(Boolean).join(' · ');
}

const expectedOf = (s: StreamState) => (s.network?.isTooSlow && s.network.expectedFramesPerSecond ? t.cameras.of(numberOf(s.network.expectedFramesPerSecond)) : '');

/** How good the way from the camera is; a camera of the box itself has none. */
function wayOf(s: StreamState): string {
  const loss = s.network ? s.network.lossPercent : (100 * s.lostPackets) / Math.max(1, s.receivedPackets + s.lostPackets);
  return s.receivedPackets > 0 ? `, ${lossOf(loss)}, ${t.cameras.jitter(numberOf(s.jitterMilliseconds))}` : '';
}

function removeForm(camera: Camera): HTMLElement {
  const error = h('p', { class: 'error', role: 'alert' });
  const form = h('form', { class: 'inline' },
    h('p', {}, t.cameras.removeWarning(camera.name)),
    h('input', { name: 'confirm', 'aria-label': t.cameras.nameOf, autocomplete: 'off' }), error,
    h('div', { class: 'row' }, h('button', { type: 'submit', class: 'danger' }, t.remove), h('button', { type: 'button', class: 'plain', onclick: () => form.remove() }, t.cameras.keep)));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (new FormData(form).get('confirm') !== camera.name) {
      say(error, t.cameras.wrongName);
      return;
    }
    api.deleteCamera(camera.id).then(() => { form.remove(); void state.refresh(); }, (f: unknown) => say(error, reasonOf(f)));
  });
  return form;
}

function addForm(): HTMLElement {
  const error = h('p', { class: 'error', role: 'alert' });
  const send = h('button', { type: 'submit', class: 'primary' }, t.cameras.addButton);
  const address = { inputmode: 'url', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' };
  const form = h('form', { class: 'add' }, h('h2', {}, t.cameras.addTitle), h('p', {}, h('a', { href: '/set-up/cameras' }, t.setUp.byHost)),
    field(t.name, 'name', { maxlength: 64, autocomplete: 'off', placeholder: t.cameras.nameExample }),
    field(t.cameras.address, 'mainUrl', { ...address, placeholder: 'rtsp://192.168.1.20/stream1' }),
    field(t.cameras.smallAddress, 'subUrl', { ...address, required: false, placeholder: 'rtsp://192.168.1.20/stream2' }),
    field(t.cameras.userName, 'userName', { required: false, autocomplete: 'off', autocapitalize: 'none' }),
    field(t.cameras.password, 'password', { required: false, type: 'password', autocomplete: 'new-password' }), recordingFields(), error, send);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const data = new FormData(form);
    const given = (name: string) => textIn(data, name) || null;
    send.disabled = true;
    say(error, '');
    api.addCamera({ name: textIn(data, 'name'), mainUrl: textIn(data, 'mainUrl'), subUrl: given('subUrl'), userName: given('userName'), password: given('password'), recording: readRecording(data) })
      .then(() => { form.reset(); void state.refresh(); }, (f: unknown) => say(error, inLabels(form, reasonOf(f))))
      .finally(() => (send.disabled = false));
  });
  return form;
}
