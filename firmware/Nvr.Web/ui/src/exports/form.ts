import { reasonOf } from '../api';
import { h, say } from '../dom';
import { t } from '../language/language';
import { state } from '../state';
import { exportApi, type ExportForm } from './exportapi';
import type { InOut } from './marks';

/** What is to be exported: marks, cameras, reason, form; or to be protected only. `done` is told after either. */
export function orderForm(marks: InOut, done: (said: string) => void): { element: HTMLElement; tick: (cameras: string[]) => void } {
  const error = h('p', { class: 'error', role: 'alert' });
  const boxes = (state.cameras ?? []).map((c) => ({ id: c.id, name: c.name, box: h('input', { type: 'checkbox', onchange: () => choose() }) }));
  const reason = h('input', { name: 'reason', maxlength: 200, autocomplete: 'off' });
  const forms = h('select', { name: 'form' }, ...Object.entries(t.exports.forms).map(([value, text]) => h('option', { value }, text)));
  const means = h('p', { class: 'quiet' });
  const chosen = () => boxes.filter((b) => b.box.checked).map((b) => b.id);
  const choose = () => {
    const movie = forms.options[1]!;
    movie.disabled = chosen().length !== 1;
    if (movie.disabled && movie.selected) {
      forms.value = 'zip';
    }
    say(means, t.exports.formMeans[forms.value as ExportForm]);
  };
  forms.addEventListener('change', choose);
  const act = async (deed: (cameras: string[], stretch: { from: string; to: string }) => Promise<unknown>, said: string) => {
    say(error, '');
    const [cameras, stretch] = [chosen(), marks.stretch];
    if (!stretch || cameras.length === 0) {
      say(error, stretch ? t.sticks.chooseCamera : t.exports.endFirst);
      return;
    }
    try {
      await deed(cameras, stretch);
      done(said);
    } catch (failure) {
      say(error, reasonOf(failure));
    }
  };
  const order = () => act((cameras, stretch) => exportApi.order({ ...stretch, cameras, reason: reason.value.trim(), form: forms.value as ExportForm }), t.exports.ordered);
  const protect = () => {
    const why = reason.value.trim();
    if (!why) {
      say(error, t.exports.reasonNeeded);
      reason.focus();
      return;
    }
    void act((cameras, stretch) => Promise.all(cameras.map((c) => exportApi.hold({ ...stretch, camera: c, reason: why }))), t.exports.isProtected);
  };
  choose();
  const tick = (cameras: string[]) => {
    boxes.forEach((b) => (b.box.checked = cameras.includes(b.id)));
    choose();
  };
  const element = h('form', { class: 'order', onsubmit: (e) => { e.preventDefault(); void order(); } },
    marks.element,
    h('fieldset', { class: 'cameras' }, h('legend', {}, t.places.cameras), ...boxes.map((b) => h('label', { class: 'check' }, b.box, h('span', {}, b.name)))),
    h('div', { class: 'pair' }, h('label', {}, h('span', {}, t.exports.reason), reason), h('label', {}, h('span', {}, t.exports.form), forms)),
    means, error,
    h('div', { class: 'row' }, h('button', { type: 'submit', class: 'primary' }, t.exports.order), h('button', { type: 'button', class: 'plain', onclick: protect }, t.exports.protect)));
  return { element, tick };
}
