import { h } from '../dom';
import { t } from '../language/language';
import { foundList } from './foundlist';
import { handForm } from './handform';
import { recordedList } from './recorded';
import type { StepView } from './wizard';

/** What was found, what is recorded already with its live picture, and a camera by hand. */
export function cameraStep(): StepView {
  const [recorded, found, hand] = [recordedList(), foundList(), handForm()];
  return {
    element: h('div', {}, h('p', {}, t.setUp.camerasMean), recorded.element, found.element, hand.element),
    stop: () => { recorded.stop(); found.stop(); hand.stop(); },
  };
}
