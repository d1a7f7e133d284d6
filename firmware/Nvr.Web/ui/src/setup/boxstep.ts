import { h } from '../dom';
import { t } from '../language/language';
import { BoxForm } from './boxform';
import type { StepView } from './wizard';

export function boxStep(): StepView {
  const trouble = h('p', { class: 'error', role: 'alert' });
  const form = new BoxForm(trouble);
  form.element.addEventListener('submit', (event) => {
    event.preventDefault();
    form.element.closest('.setup')?.querySelector<HTMLButtonElement>('.onward .primary')?.click();
  });
  return { element: h('div', {}, h('p', {}, t.setUp.boxMeans), trouble, form.element), leave: () => form.save(), stop: () => form.stop() };
}
