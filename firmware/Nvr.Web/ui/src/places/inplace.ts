import { api, reasonOf } from '../api';
import { h, put, say } from '../dom';
import type { CameraEvent } from '../eventapi';
import { t } from '../language/language';
import { settleMs } from '../review/playback';
import { state } from '../state';
import { clockOf, eventWords } from '../words';

/** What led to an event and what followed belong to it; of one that goes on for long, its beginning. */
const aroundMs = 5_000;
const longestMs = 10 * 60_000;

/** The picture of an event, where there is one. Pressed, the event is played in its row of the list, in place of any other; pressed again, it is closed. */
export function lookButton(e: CameraEvent): HTMLElement {
  const image = h('img', { src: `${e.picture}?height=90`, alt: '', loading: 'lazy', decoding: 'async' });
  const button = h('button', { class: 'look', 'aria-expanded': 'false', 'aria-label': t.events.play(`${eventWords(e)}, ${clockOf(Date.parse(e.start))}`) }, image);
  image.addEventListener('error', () => button.setAttribute('data-none', ''));
  button.addEventListener('click', () => {
    const row = button.parentElement!;
    const wasOpen = row.querySelector('.played') !== null;
    stopPlaying(row.parentElement!);
    if (!wasOpen) {
      button.setAttribute('aria-expanded', 'true');
      row.append(player(e));
    }
  });
  return button;
}

/** Closes what is played in a list. */
export function stopPlaying(list: HTMLElement): void {
  for (const played of list.querySelectorAll('.played')) {
    const video = played.querySelector('video');
    video?.removeAttribute('src');
    video?.load();
    played.parentElement?.querySelector('.look')?.setAttribute('aria-expanded', 'false');
    played.remove();
  }
}

function player(e: CameraEvent): HTMLElement {
  const video = h('video', { controls: true, playsinline: true, 'aria-label': eventWords(e) });
  const error = h('p', { class: 'error', role: 'alert' });
  const element = h('div', { class: 'played' }, video, error);
  const fail = (sentence: string) => { put(element, error); say(error, sentence); };
  video.addEventListener('error', () => video.hasAttribute('src') && fail(t.events.notPlayed));
  const from = Date.parse(e.start) - aroundMs;
  const end = e.end ? Date.parse(e.end) : state.now;
  const to = Math.min(end + aroundMs, from + longestMs, state.now - settleMs);
  if (to - from < 1_000) {
    fail(t.events.tooSoon);
  } else {
    // Closed meanwhile, it would be heard and not seen.
    void api.movie(e.camera, from, to).then(async (movie) => { if (element.isConnected) { video.src = movie.url; await video.play(); } }).catch((failure: unknown) => element.isConnected && !video.src && fail(reasonOf(failure)));
  }
  return element;
}
