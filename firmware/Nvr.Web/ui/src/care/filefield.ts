import { reasonOf } from '../api';
import { h, put, say } from '../dom';
import { t } from '../language/language';
import { labelled } from './form';

export interface FileField { element: HTMLElement; clear: () => void }

/** Sends a file once it is chosen, says how much has gone, and hands on what the recorder says of it; a refusal stands below. */
export function fileField<T>(label: string, accept: string, judge: (file: File) => string | null, send: (file: File, progress: (share: number) => void) => Promise<T>, begun: () => void, sent: (answer: T) => void): FileField {
  const file = h('input', { type: 'file', accept });
  const bar = h('progress', { max: 1, value: 0, hidden: true, 'aria-label': t.care.sending });
  const said = h('p', { role: 'status' });
  const trouble = h('p', { class: 'error', role: 'alert' });
  file.addEventListener('change', () => {
    const chosen = file.files?.[0];
    begun();
    say(trouble, '');
    if (!chosen) {
      return;
    }
    const wrong = judge(chosen);
    if (wrong !== null) {
      say(trouble, wrong);
      return;
    }
    [bar.hidden, file.disabled] = [false, true];
    bar.value = 0;
    say(said, t.care.sending);
    void send(chosen, (share) => (bar.value = share)).then(sent, (f: unknown) => say(trouble, reasonOf(f))).finally(() => {
      [bar.hidden, file.disabled] = [true, false];
      say(said, '');
    });
  });
  const element = h('div', {});
  put(element, labelled(label, file), bar, said, trouble);
  return { element, clear: () => (file.value = '') };
}
