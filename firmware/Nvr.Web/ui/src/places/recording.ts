import { api, type Camera, type Failure, type RecordingPolicy } from '../api';
import { h, say } from '../dom';
import { state } from '../state';
import { field, inLabels } from './signin';

const modes: [RecordingPolicy['mode'], string][] = [['continuous', 'Always'], ['events', 'Only when something happens'], ['off', 'Never']];

/** Fields for when a camera is recorded. The seconds around events are shown for that mode alone. */
export function recordingFields(now?: RecordingPolicy): HTMLElement {
  const select = h('select', { name: 'mode' }, ...modes.map(([mode, text]) => h('option', { value: mode, selected: mode === now?.mode }, text)));
  const seconds = (label: string, name: string, most: number, value: number) =>
    field(label, name, { type: 'number', min: 0, max: most, value, inputmode: 'numeric' });
  const around = h('div', {},
    seconds('Seconds before', 'preRecordSeconds', 30, now?.preRecordSeconds ?? 5),
    seconds('Seconds after', 'postRecordSeconds', 300, now?.postRecordSeconds ?? 10));
  const show = () => { around.hidden = select.value !== 'events'; };
  select.addEventListener('change', show);
  show();
  return h('div', {}, h('label', {}, h('span', {}, 'Record'), select), around);
}

/** What the fields say; a schedule that was made elsewhere is kept. */
export function readRecording(data: FormData, now?: RecordingPolicy): RecordingPolicy {
  return {
    mode: String(data.get('mode')) as RecordingPolicy['mode'],
    preRecordSeconds: Number(data.get('preRecordSeconds')),
    postRecordSeconds: Number(data.get('postRecordSeconds')),
    schedule: now?.schedule ?? [],
  };
}

/** The form in a camera's row. All other settings go back as they came. */
export function recordingForm(camera: Camera): HTMLElement {
  const { settings } = camera;
  const now = settings?.recording;
  const error = h('p', { class: 'error', role: 'alert' });
  const form = h('form', { class: 'inline' }, recordingFields(now),
    (now?.schedule.length ?? 0) > 0 && h('p', { class: 'quiet' }, 'At times of its schedule it is recorded otherwise; the schedule stays as it is.'), error,
    h('div', { class: 'row' }, h('button', { type: 'submit', class: 'primary' }, 'Save'), h('button', { type: 'button', class: 'plain', onclick: () => form.remove() }, 'Cancel')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { hasPassword: _, ...rest } = settings!;
    const body = { ...rest, name: camera.name, enabled: camera.enabled, recording: readRecording(new FormData(form), now) };
    api.changeCamera(camera.id, body).then(() => { form.remove(); void state.refresh(); }, (f: Failure) => say(error, inLabels(form, f.message)));
  });
  return form;
}
