import { api, type Led, type Panel } from '../api';
import { h, put, say } from '../dom';

const names: Record<string, string> = { power: 'POWER', status: 'STATUS', rec: 'REC', net: 'NET' };
const groups = [['panel', ''], ['bay', 'Disks'], ['port', 'Cameras']] as const;
const rhythms: Record<string, string> = { solid: '', blink: ', blinking', fastBlink: ', blinking fast', doubleFlash: ', flashing' };

/** The lights of the box as they are now, so that they can be told over the telephone; on the simulated board its buttons too. */
export function frontPanel(mayPress: boolean): { element: HTMLElement; stop: () => void } {
  const lights = h('div', { class: 'lights' });
  const locate = h('button', { class: 'plain', onclick: () => void api.locate(!shown?.locating).then(show, () => {}) }, 'Let it blink');
  const keys = h('div', { class: 'row keys' });
  const element = h('section', { 'aria-label': 'Front panel' }, h('h2', {}, 'Front panel'), h('div', { class: 'case' }, lights, keys), h('p', {}, locate));
  let shown: Panel | null = null;
  const show = (panel: Panel) => {
    if (JSON.stringify(panel.leds) !== JSON.stringify(shown?.leds)) {
      put(lights, ...groups.map(([group, title]) => row(title, panel.leds.filter((l) => l.group === group))));
    }
    if (shown === null && panel.simulated && mayPress) {
      put(keys, h('span', { class: 'quiet' }, 'Buttons'), ...panel.buttons.map(key));
    }
    shown = panel;
    say(locate, panel.locating ? 'Stop blinking' : 'Let it blink');
  };
  const ask = () => void api.panel().then(show, () => {});
  const timer = setInterval(ask, 1000);
  ask();
  return { element, stop: () => clearInterval(timer) };
}

function row(title: string, leds: Led[]): HTMLElement | null {
  return leds.length === 0 ? null : h('div', { class: 'row' }, title ? h('span', { class: 'quiet' }, title) : null, ...leds.map(light));
}

function light(led: Led): HTMLElement {
  const name = names[led.name] ?? led.name;
  return h('span', { class: 'led' },
    h('span', { class: 'lamp', 'data-colour': led.colour, 'data-rhythm': led.rhythm, role: 'img', 'aria-label': `${led.colour}${rhythms[led.rhythm] ?? ''}` }),
    h('span', {}, name));
}

/** Held as long as a finger is on it: what a button does depends on how long. */
function key(name: string): HTMLElement {
  let down = false;
  const press = (pressed: boolean) => {
    if (pressed !== down) {
      down = pressed;
      void api.press(name, pressed).catch(() => {});
    }
  };
  return h('button', {
    class: 'plain',
    onpointerdown: () => press(true), onpointerup: () => press(false), onpointerleave: () => press(false), onblur: () => press(false),
    onkeydown: (e) => { if ([' ', 'Enter'].includes((e as KeyboardEvent).key)) { press(true); } }, onkeyup: () => press(false),
  }, name);
}
