import { api, Failure, type Camera, type StreamState } from '../api';
import { h, say } from '../dom';
import { state } from '../state';
import { bytesOf, levelOf, lossOf, mainOf, stateWord } from '../words';
import { deviceSection } from './devices';
import { importSection } from './importing';
import { readRecording, recordingFields, recordingForm } from './recording';
import { field, inLabels } from './signin';

const shapes = { ok: '●', unknown: '○', attention: '▲', failure: '■' };

interface Row { element: HTMLElement; update: (camera: Camera) => void }

/** The cameras in words, and a form to add one. Rows stay as they are while their cameras do: somebody may be reading or typing in them. */
export function camerasPlace(stage: HTMLElement): () => void {
  const list = h('ul', { class: 'list' });
  const { mayChange } = state;
  const none = h('p', { class: 'quiet', hidden: true }, mayChange
    ? 'No cameras yet. Plug one into the network; one that is not found by itself is added by its address below.' : 'An administrator has to add a camera, or to let you see one.');
  const devices = mayChange ? deviceSection() : null;
  stage.append(h('div', { class: 'page' }, h('h1', {}, 'Cameras'), list, none, devices?.element, mayChange && importSection(), mayChange && addForm()));
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
  const details = h('details', {}, h('summary', {}, 'Technical cause'), cause);
  const opens = (text: string, form: (camera: Camera) => HTMLElement) =>
    h('button', { class: 'plain', onclick: () => element.querySelector('form') ?? element.append(form(state.camera(first.id) ?? first)) }, text);
  const buttons = h('div', { class: 'row' }, opens('Recording', recordingForm), h('a', { class: 'button plain', href: `/cameras/${first.id}/motion` }, 'Motion'), opens('Remove', removeForm));
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
    const size = video ? `${video.width} × ${video.height} ${video.codec.toUpperCase()}, ${s.framesPerSecond}${expectedOf(s)} pictures/s, ${bytesOf(s.bitsPerSecond / 8)}/s${wayOf(s)}` : '';
    return size && (camera.streams.length > 1 ? `${s.stream === 'main' ? 'Main' : 'Small'}: ${size}` : size);
  });
  return streams.filter(Boolean).join(' · ');
}

const expectedOf = (s: StreamState) => (s.network?.isTooSlow && s.network.expectedFramesPerSecond ? ` of ${s.network.expectedFramesPerSecond}` : '');

/** How good the way from the camera is; a camera of the box itself has none. */
function wayOf(s: StreamState): string {
  const loss = s.network ? s.network.lossPercent : (100 * s.lostPackets) / Math.max(1, s.receivedPackets + s.lostPackets);
  return s.receivedPackets > 0 ? `, ${lossOf(loss)}, ${s.jitterMilliseconds} ms jitter` : '';
}

function removeForm(camera: Camera): HTMLElement {
  const error = h('p', { class: 'error', role: 'alert' });
  const form = h('form', { class: 'inline' },
    h('p', {}, `Recording of “${camera.name}” stops. What is recorded stays until its space is needed. Type the camera’s name to go on.`),
    h('input', { name: 'confirm', 'aria-label': 'Name of the camera', autocomplete: 'off' }), error,
    h('div', { class: 'row' }, h('button', { type: 'submit', class: 'danger' }, 'Remove'), h('button', { type: 'button', class: 'plain', onclick: () => form.remove() }, 'Keep')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (new FormData(form).get('confirm') !== camera.name) {
      say(error, 'That is not the camera’s name.');
      return;
    }
    api.deleteCamera(camera.id).then(() => { form.remove(); void state.refresh(); }, (f: Failure) => say(error, f.message));
  });
  return form;
}

function addForm(): HTMLElement {
  const error = h('p', { class: 'error', role: 'alert' });
  const send = h('button', { type: 'submit', class: 'primary' }, 'Add camera');
  const address = { inputmode: 'url', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' };
  const form = h('form', { class: 'add' }, h('h2', {}, 'Add a camera by its address'),
    field('Name', 'name', { maxlength: 64, autocomplete: 'off', placeholder: 'Front door' }),
    field('Address', 'mainUrl', { ...address, placeholder: 'rtsp://192.168.1.20/stream1' }),
    field('Address of the small picture, if it has one', 'subUrl', { ...address, required: false, placeholder: 'rtsp://192.168.1.20/stream2' }),
    field('User name on the camera', 'userName', { required: false, autocomplete: 'off', autocapitalize: 'none' }),
    field('Password on the camera', 'password', { required: false, type: 'password', autocomplete: 'new-password' }), recordingFields(), error, send);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const data = new FormData(form);
    const recording = readRecording(data);
    ['mode', 'preRecordSeconds', 'postRecordSeconds'].forEach((name) => data.delete(name));
    const values = [...data].filter(([, value]) => value !== '');
    send.disabled = true;
    say(error, '');
    api.addCamera({ ...Object.fromEntries(values), recording })
      .then(() => { form.reset(); void state.refresh(); }, (f: Failure) => say(error, inLabels(form, f.message)))
      .finally(() => (send.disabled = false));
  });
  return form;
}
