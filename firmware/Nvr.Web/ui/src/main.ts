import { api, Failure, reasonOf, whenSignedOut } from './api';
import { h, put } from './dom';
import { healthLine } from './healthline';
import { boxPlace } from './places/box';
import { camerasPlace } from './places/cameras';
import { eventsPlace } from './places/events';
import { livePlace } from './places/live';
import { motionPlace } from './places/motion';
import { reviewPlace } from './places/review';
import { setUpForm, signInForm } from './places/signin';
import { setUpPlace } from './setup/wizard';
import { show, startRouter, stopRouter } from './router';
import { state } from './state';
import { language, t } from './language/language';

const app = document.getElementById('app')!;
const links = [['/', t.places.live], ['/events', t.places.events], ['/review', t.places.review], ['/cameras', t.places.cameras], ['/box', t.places.box]] as const;

document.documentElement.lang = language;

// Every request that was under way says that the session has ended; the form must not be made anew under somebody's fingers.
let atDoor = false;

function frame(): void {
  const stage = h('main', { id: 'stage', tabindex: '-1' });
  const nav = h('nav', { 'aria-label': t.places.all }, ...links.map(([href, text]) => h('a', { href }, text)));
  const health = healthLine();
  put(app, h('header', {}, health.element, nav), stage);
  startRouter(stage, { '/': livePlace, '/events': eventsPlace, '/review': reviewPlace, '/cameras': camerasPlace, '/cameras/:part/motion': motionPlace, '/box': boxPlace, '/set-up': setUpPlace, '/set-up/:part': setUpPlace }, (address) => {
    const path = `/${address.split('/')[1]}`;
    document.documentElement.dataset['place'] = path === '/' || path === '/review' ? 'video' : 'text';
    health.update();
    nav.querySelectorAll('a').forEach((a) => {
      if (a.getAttribute('href') === path) {
        a.setAttribute('aria-current', 'page');
      } else {
        a.removeAttribute('aria-current');
      }
    });
    const place = path === '/set-up' ? t.setUp.title : links.find((l) => l[0] === path)?.[1] ?? t.places.live;
    document.title = `${place} · ${state.box?.name ?? t.recorder}`;
  });
}

async function start(): Promise<void> {
  atDoor = false;
  try {
    state.start(await api.me());
    frame();
    show();
  } catch (failure) {
    // Who is not signed in is at the door already.
    if (!(failure instanceof Failure && failure.status === 401)) {
      trouble(failure);
    }
  }
}

async function door(): Promise<void> {
  if (atDoor) {
    return;
  }
  atDoor = true;
  stopRouter();
  state.stop();
  document.documentElement.dataset['place'] = 'text';
  try {
    const { needsSetup, simulated } = await api.setup();
    const enter = () => void start();
    // Whoever has just become the administrator is led on.
    const begin = () => { history.replaceState(null, '', '/set-up'); enter(); };
    put(app, needsSetup ? setUpForm(simulated, begin) : signInForm(enter));
    app.querySelector('input')?.focus();
  } catch (failure) {
    trouble(failure);
  }
}

function trouble(failure: unknown): void {
  put(app, h('main', { class: 'door' }, h('h1', {}, t.recorder), h('p', { role: 'alert' }, reasonOf(failure)), h('button', { onclick: () => void start() }, t.tryAgain)));
}

whenSignedOut(() => void door());
void start();
