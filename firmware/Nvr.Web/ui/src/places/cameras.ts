import { api, Failure, type Camera } from '../api';
import { h, put, say } from '../dom';
import { state } from '../state';
import { bytesOf, levelOf, mainOf, stateWord } from '../words';
import { field } from './signin';

const shapes = { ok: '●', unknown: '○', attention: '▲', failure: '■' };

/** The cameras in words, and a form to add one. */
export function camerasPlace(stage: HTMLElement): () => void {
  const list = h('ul', { class: 'list' });
  const mayChange = state.box?.user.role === 'administrator';
  stage.append(h('div', { class: 'page' }, h('h1', {}, 'Cameras'), list, mayChange ? addForm() : null));
  let shown = '';
  const update = () => {
    const now = JSON.stringify(state.cameras);
    if (state.cameras && now !== shown && !list.querySelector('form')) {
      shown = now;
      put(list, ...state.cameras.map((c) => row(c, mayChange)));
      if (state.cameras.length === 0) {
        put(list, h('li', { class: 'quiet' }, 'No cameras yet. Plug one into the network and enter its address below.'));
      }
    }
  };
  const unlisten = state.listen(update);
  update();
  return unlisten;
}

function row(camera: Camera, mayChange: boolean): HTMLElement {
  const main = mainOf(camera);
  const level = levelOf(camera);
  const head = h('div', { class: 'row' },
    h('span', { class: 'mark', 'data-level': level, 'aria-hidden': 'true' }, shapes[level]),
    h('a', { href: `/review?cam=${camera.id}`, class: 'strong' }, camera.name), h('span', { class: 'state', 'data-level': level }, stateWord(camera)));
  const item = h('li', {}, head, level === 'ok' ? null : h('p', {}, [main?.sentence, main?.nextStep].filter(Boolean).join(' ')), h('p', { class: 'quiet' }, facts(camera)));
  if (main?.cause) {
    item.append(h('details', {}, h('summary', {}, 'Technical cause'), h('code', {}, main.cause)));
  }
  if (mayChange) {
    item.append(h('button', { class: 'plain', onclick: () => item.querySelector('form') ?? item.append(removeForm(camera)) }, 'Remove'));
  }
  return item;
}

function facts(camera: Camera): string {
  const streams = camera.streams.map((s) => {
    const video = s.tracks.find((t) => t.video);
    const size = video ? `${video.width} × ${video.height} ${video.codec.toUpperCase()}, ${s.framesPerSecond} pictures/s, ${bytesOf(s.bitsPerSecond / 8)}/s` : '';
    return size && (camera.streams.length > 1 ? `${s.stream === 'main' ? 'Main' : 'Small'}: ${size}` : size);
  });
  return streams.filter(Boolean).join(' · ');
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
  const form = h('form', { class: 'add' }, h('h2', {}, 'Add a camera'),
    field('Name', 'name', { maxlength: 64, autocomplete: 'off', placeholder: 'Front door' }),
    field('Address', 'mainUrl', { ...address, placeholder: 'rtsp://192.168.1.20/stream1' }),
    field('Address of the small picture, if it has one', 'subUrl', { ...address, required: false, placeholder: 'rtsp://192.168.1.20/stream2' }),
    field('User name on the camera', 'userName', { required: false, autocomplete: 'off', autocapitalize: 'none' }),
    field('Password on the camera', 'password', { required: false, type: 'password', autocomplete: 'new-password' }), error, send);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const values = [...new FormData(form)].filter(([, value]) => value !== '');
    send.disabled = true;
    say(error, '');
    api.addCamera(Object.fromEntries(values))
      .then(() => { form.reset(); void state.refresh(); }, (f: Failure) => say(error, f.message))
      .finally(() => (send.disabled = false));
  });
  return form;
}
