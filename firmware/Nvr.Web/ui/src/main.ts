import { api, Failure, whenSignedOut } from './api';
import { h, put } from './dom';
import { healthLine } from './healthline';
import { boxPlace } from './places/box';
import { camerasPlace } from './places/cameras';
import { livePlace } from './places/live';
import { reviewPlace } from './places/review';
import { setUpForm, signInForm } from './places/signin';
import { go, show, startRouter } from './router';
import { state } from './state';

const app = document.getElementById('app')!;
const links = [['/', 'Live'], ['/review', 'Review'], ['/cameras', 'Cameras'], ['/box', 'Box']] as const;

function frame(): void {
  const stage = h('main', { id: 'stage', tabindex: '-1' });
  const nav = h('nav', { 'aria-label': 'Places' }, ...links.map(([href, text]) => h('a', { href }, text)));
  put(app, h('header', {}, healthLine(), nav), stage);
  startRouter(stage, { '/': livePlace, '/review': reviewPlace, '/cameras': camerasPlace, '/box': boxPlace }, (path) => {
    document.documentElement.dataset['place'] = path === '/' || path === '/review' ? 'video' : 'text';
    nav.querySelectorAll('a').forEach((a) => {
      if (a.getAttribute('href') === path) {
        a.setAttribute('aria-current', 'page');
      } else {
        a.removeAttribute('aria-current');
      }
    });
    document.title = `${links.find((l) => l[0] === path)?.[1] ?? 'Live'} · Recorder`;
  });
}

async function start(): Promise<void> {
  try {
    state.start(await api.me());
    frame();
    show();
  } catch (failure) {
    if (failure instanceof Failure && failure.status !== 401) {
      put(app, h('main', { class: 'door' }, h('h1', {}, 'Recorder'), h('p', { role: 'alert' }, failure.message), h('button', { onclick: () => void start() }, 'Try again')));
    }
  }
}

async function door(): Promise<void> {
  state.stop();
  document.documentElement.dataset['place'] = 'text';
  const { needsSetup, simulated } = await api.setup();
  put(app, needsSetup ? setUpForm(simulated, enter) : signInForm(enter));
  app.querySelector('input')?.focus();
}

function enter(): void {
  void start().then(() => state.box && go(location.pathname + location.search));
}

whenSignedOut(() => void door());
void start();
