import { reasonOf } from '../api';
import { h, say } from '../dom';

/** A form that is closed while its wish is under way, and says what is in the way of it. */
export function careForm(wish: (form: HTMLFormElement) => Promise<void>, ...children: (Node | string | null)[]): HTMLFormElement {
  const trouble = h('p', { class: 'error', role: 'alert' });
  const form: HTMLFormElement = h('form', { class: 'inline narrow' }, ...children, trouble);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    say(trouble, '');
    const at = document.activeElement;
    const parts = form.querySelectorAll<HTMLInputElement | HTMLButtonElement>('button, input');
    parts.forEach((p) => (p.disabled = true));
    void wish(form).catch((f: unknown) => say(trouble, reasonOf(f))).finally(() => {
      parts.forEach((p) => (p.disabled = false));
      // What is disabled loses the keyboard.
      if (document.activeElement === document.body && at instanceof HTMLElement) {
        at.focus();
      }
    });
  });
  return form;
}

/** An input under its label. */
export function labelled(label: string, input: HTMLInputElement): HTMLElement {
  return h('label', {}, h('span', {}, label), input);
}
