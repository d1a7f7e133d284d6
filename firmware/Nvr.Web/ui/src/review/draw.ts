import { dayOf, clockOf, minuteOf } from '../words';
import type { Footage, Stretch } from './footage';
import type { Mark } from './marks';
import { tickStep, ticks, xOf, type View, fromOf, toOf } from './view';

const colours = { ground: '#101214', rule: '#2c3136', label: '#9aa3ab', day: '#e8eaed', span: '#5b9dff', filled: '#a9cbff', rest: '#22262a', gap: '#5a3f2a', hatch: '#d69a5b', future: '#0a0b0c', head: '#ffffff' };
// Who sees no difference between these colours finds the same in words in the list of events, and under the pointer.
const kinds: Record<string, string> = { motion: '#c9d1d9', 'line-crossing': '#c58af9', intrusion: '#c58af9', object: '#f2c14e', tamper: '#ff7b72' };
const otherKind = '#7fd1c7';
const barTop = 34;
const markTop = 26;
const markHeight = 6;

/** Paints the band: ticks above, events as thin marks, footage solid, losses hatched, the playhead in the middle. */
export function draw(canvas: HTMLCanvasElement, view: View, footage: Footage, marks: Mark[], now: number): void {
  const ratio = devicePixelRatio || 1;
  const height = canvas.clientHeight;
  if (canvas.width !== Math.round(view.width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(view.width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const c = canvas.getContext('2d')!;
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.fillStyle = colours.ground;
  c.fillRect(0, 0, view.width, height);
  const bar = height - barTop - 14;
  // What nobody wanted recorded is no loss, and looks like none; a loss within it shows.
  c.fillStyle = colours.rest;
  footage.gaps.filter((g) => !g.isLoss).forEach((g) => box(c, view, g, bar));
  footage.gaps.filter((g) => g.isLoss).forEach((g) => hatch(c, view, g, bar));
  c.fillStyle = colours.span;
  footage.spans.filter((s) => !s.backfilled).forEach((s) => box(c, view, s, bar));
  // What was missing and came later from the camera's card.
  c.fillStyle = colours.filled;
  footage.spans.filter((s) => s.backfilled).forEach((s) => box(c, view, s, bar));
  future(c, view, now, height);
  labels(c, view, height);
  marks.forEach((m) => mark(c, view, m));
  c.fillStyle = colours.head;
  c.fillRect(Math.round(view.width / 2) - 1, barTop - 8, 2, height - barTop + 8);
}

function edges(view: View, s: Stretch): [number, number] {
  const left = Math.max(-2, xOf(view, s.from));
  return [left, Math.max(1, Math.min(view.width + 2, xOf(view, s.to)) - left)];
}

function box(c: CanvasRenderingContext2D, view: View, s: Stretch, bar: number): void {
  if (s.to >= fromOf(view) && s.from <= toOf(view)) {
    const [left, width] = edges(view, s);
    c.fillRect(left, barTop, width, bar);
  }
}

function mark(c: CanvasRenderingContext2D, view: View, m: Mark): void {
  if (m.to >= fromOf(view) && m.from <= toOf(view)) {
    const [left, width] = edges(view, m);
    c.fillStyle = kinds[m.kind] ?? otherKind;
    c.fillRect(left, markTop, Math.max(2, width), markHeight);
  }
}

function hatch(c: CanvasRenderingContext2D, view: View, s: Stretch, bar: number): void {
  if (s.to < fromOf(view) || s.from > toOf(view)) {
    return;
  }
  const [left, width] = edges(view, s);
  c.save();
  c.beginPath();
  c.rect(left, barTop, width, bar);
  c.clip();
  c.fillStyle = colours.gap;
  c.fillRect(left, barTop, width, bar);
  c.strokeStyle = colours.hatch;
  c.beginPath();
  for (let x = left - bar - (left % 8); x < left + width; x += 8) {
    c.moveTo(x, barTop + bar);
    c.lineTo(x + bar, barTop);
  }
  c.stroke();
  c.restore();
}

function future(c: CanvasRenderingContext2D, view: View, now: number, height: number): void {
  const x = xOf(view, now);
  if (x < view.width) {
    c.fillStyle = colours.future;
    c.fillRect(Math.max(0, x), 0, view.width, height);
  }
}

function labels(c: CanvasRenderingContext2D, view: View, height: number): void {
  const step = tickStep(view.msPerPx, 84);
  c.font = '12px system-ui, sans-serif';
  c.textAlign = 'left';
  c.textBaseline = 'middle';
  for (const t of ticks(view, step)) {
    const x = Math.round(xOf(view, t));
    const midnight = new Date(t).getHours() === 0 && new Date(t).getMinutes() === 0 && new Date(t).getSeconds() === 0;
    c.fillStyle = colours.rule;
    c.fillRect(x, 8, 1, height - 8);
    c.fillStyle = midnight ? colours.day : colours.label;
    c.fillText(midnight ? dayOf(t) : step < 60_000 ? clockOf(t) : minuteOf(t), x + 5, 16);
  }
}
