import { api, type Led, type Panel, type PanelDisplay } from '../api';
import { h, put, say } from '../dom';
import { t, wordFor } from '../language/language';

const names: Record<string, string> = { power: 'POWER', status: 'STATUS', rec: 'REC', net: 'NET' };
const groups = [['panel', ''], ['bay', t.panel.disks], ['port', t.panel.cameras]] as const;

/** Lights, display and buzzer of the box as they are now, so that they can be told over the telephone; on the simulated board its buttons too. */
export function frontPanel(mayPress: boolean): { element: HTMLElement; stop: () => void } {
  const lights = h('div', { class: 'lights' });
  const locate = h('button', { class: 'plain', onclick: () => void api.locate(!shown?.locating).then(show, () => {}) }, t.panel.blink);
  const screen = h('canvas', { class: 'oled', hidden: true, role: 'img' });
  const mute = h('button', { class: 'plain', hidden: true, onclick: () => void api.mute().then(show, () => {}) }, t.panel.mute);
  const keys = h('div', { class: 'row keys' });
  const air = h('p', { class: 'quiet' });
  const box = h('div', { class: 'case', hidden: true }, screen, lights, keys);
  const element = h('section', { 'aria-label': t.panel.title }, h('h2', {}, t.panel.title), box, h('p', { class: 'row' }, locate, mute), air);
  let shown: Panel | null = null;
  const show = (panel: Panel) => {
    if (JSON.stringify(panel.leds) !== JSON.stringify(shown?.leds)) {
      put(lights, ...groups.map(([group, title]) => row(title, panel.leds.filter((l) => l.group === group))));
    }
    if (shown === null && panel.simulated && mayPress && panel.buttons.length > 0) {
      put(keys, h('span', { class: 'quiet' }, t.panel.buttons), ...panel.buttons.map(key));
    }
    shown = panel;
    box.hidden = panel.leds.length === 0 && panel.buttons.length === 0 && !panel.display;
    mute.hidden = !panel.buzzer?.sounding;
    draw(screen, panel.display ?? null);
    say(air, airOf(panel.fan ?? null));
    say(locate, panel.locating ? t.panel.stopBlinking : t.panel.blink);
  };
  const ask = () => void api.panel().then(show, () => {});
  const timer = setInterval(ask, 1000);
  ask();
  return { element, stop: () => clearInterval(timer) };
}

function airOf(fan: Panel['fan'] | null): string {
  if (!fan) {
    return '';
  }
  const turns = fan.stalled ? t.panel.stalled : fan.percent === 0 ? t.panel.still : fan.rpm === null ? t.panel.runsAt(fan.percent) : t.panel.turns(fan.rpm);
  return fan.celsius === null ? t.panel.fan(turns) : t.panel.warm(Math.round(fan.celsius), turns);
}

/** One pixel of the display is two of the picture, so that it is as sharp as the glass. */
function draw(screen: HTMLCanvasElement, display: PanelDisplay | null): void {
  screen.hidden = display === null;
  const pen = screen.getContext('2d');
  if (display === null || pen === null || screen.dataset['pages'] === display.pages) {
    return;
  }
  screen.dataset['pages'] = display.pages;
  screen.setAttribute('aria-label', t.panel.display(display.words.join(' / ')));
  screen.width = display.width * 2;
  screen.height = display.height * 2;
  const pages = Uint8Array.from(atob(display.pages), (c) => c.charCodeAt(0));
  pen.fillStyle = '#bfe8ff';
  for (let y = 0; y < display.height; y++) {
    for (let x = 0; x < display.width; x++) {
      if (((pages[(y >> 3) * display.width + x] ?? 0) >> (y & 7)) & 1) {
        pen.fillRect(x * 2, y * 2, 2, 2);
      }
    }
  }
}

function row(title: string, leds: Led[]): HTMLElement | null {
  return leds.length === 0 ? null : h('div', { class: 'row' }, title ? h('span', { class: 'quiet' }, title) : null, ...leds.map(light));
}

function light(led: Led): HTMLElement {
  const name = names[led.name] ?? led.name;
  return h('span', { class: 'led' },
    h('span', { class: 'lamp', 'data-colour': led.colour, 'data-rhythm': led.rhythm, role: 'img', 'aria-label': `${wordFor(t.panel.colours, led.colour) ?? led.colour}${wordFor(t.panel.rhythms, led.rhythm) ?? ''}` }),
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
