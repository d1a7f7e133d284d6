import { api, reasonOf, type Camera, type CameraSettings, type RecordingMode, type RecordingPolicy } from '../api';
import { h, say } from '../dom';
import { state } from '../state';
import { ScheduleEditor } from './schedule';
import { field, inLabels, textIn } from './signin';
import { t } from '../language/language';

const secondsFields = (now?: RecordingPolicy) => h('div', { class: 'pair' },
  number(t.recording.before, 'preRecordSeconds', 0, 30, now?.preRecordSeconds ?? 5),
  number(t.recording.after, 'postRecordSeconds', 0, 300, now?.postRecordSeconds ?? 10));

const number = (label: string, name: string, least: number, most: number, value: number | '', more: Record<string, string | boolean> = {}) =>
  field(label, name, { type: 'number', min: least, max: most, value, inputmode: 'numeric', ...more });

function modeField(now?: RecordingPolicy): [HTMLElement, HTMLSelectElement] {
  const select = h('select', { name: 'mode' }, ...Object.entries(t.recordModes).map(([mode, text]) => h('option', { value: mode, selected: mode === now?.mode }, text)));
  return [h('label', {}, h('span', {}, t.recording.record), select), select];
}

/** The few fields for a camera that is added. The seconds around events are shown for that mode alone. */
export function recordingFields(): HTMLElement {
  const [mode, select] = modeField();
  const around = secondsFields();
  const show = () => { around.hidden = select.value !== 'events'; };
  select.addEventListener('change', show);
  show();
  return h('div', {}, mode, around);
}

export function readRecording(data: FormData, schedule: RecordingPolicy['schedule'] = []): RecordingPolicy {
  return {
    mode: textIn(data, 'mode') as RecordingMode,
    preRecordSeconds: Number(data.get('preRecordSeconds')),
    postRecordSeconds: Number(data.get('postRecordSeconds')),
    schedule,
  };
}

/** The form in a camera's row: when it is recorded, and how long that is kept. All other settings go back as they came. */
export function recordingForm(camera: Camera): HTMLElement {
  const settings = camera.settings!;
  const now = settings.recording;
  const error = h('p', { class: 'error', role: 'alert' });
  const [mode, select] = modeField(now);
  const week = new ScheduleEditor([...now.schedule], now.mode, () => say(error, ''));
  select.addEventListener('change', () => week.setUsual(select.value as RecordingMode));
  const form = h('form', { class: 'inline settings' }, mode, week.element, secondsFields(now), keepFields(settings), error,
    h('div', { class: 'row' }, h('button', { type: 'submit', class: 'primary' }, t.save), h('button', { type: 'button', class: 'plain', onclick: () => form.remove() }, t.cancel)));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    // As they are now: somebody may have changed others of them since the form was opened.
    const { hasPassword: _, ...rest } = state.camera(camera.id)?.settings ?? settings;
    const data = new FormData(form);
    const days = (name: string) => (data.get(name) ? Number(data.get(name)) : null);
    const body = {
      ...rest, name: camera.name, enabled: camera.enabled, recording: readRecording(data, week.schedule),
      retainDays: days('retainDays'), eventRetainDays: days('eventRetainDays'),
    };
    api.changeCamera(camera.id, body).then(() => { form.remove(); void state.refresh(); }, (f: unknown) => say(error, inLabels(form, reasonOf(f))));
  });
  return form;
}

function keepFields(settings: CameraSettings): HTMLElement {
  const days = (label: string, name: string, value: number | null) => number(label, name, 1, 3650, value ?? '', { required: false, placeholder: t.recording.noLimit });
  return h('div', {}, h('div', { class: 'pair' },
    days(t.recording.keepDays, 'retainDays', settings.retainDays), days(t.recording.keepEvents, 'eventRetainDays', settings.eventRetainDays)),
  h('p', { class: 'quiet' }, t.recording.keepMeans));
}
