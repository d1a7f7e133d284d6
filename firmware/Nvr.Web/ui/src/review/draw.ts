import { wordFor, t } from '../language/language';
import { dayOf, clockOf, minuteOf } from '../words';
import { beginsDay } from '../zone';
import type { Footage, Hole, Stretch } from './footage';
import type { Mark } from './marks';
import type { FarLane } from './overview';
import { tickStep, ticks, xOf, type View, fromOf, toOf } from './view';

/** What a timeline shows of one camera: from near what it knows of segments and events, from afar an overview. */
export interface Lane { name: string; footage: Footage; marks: Mark[]; far: FarLane | undefined }

const colours = {
  ground: '#101214', rule: '#2c3136', label: '#9aa3ab', day: '#e8eaed', span: '#5b9dff', filled: '#a9cbff', rest: '#22262a', gap: '#5a3f2a', hatch: '#d69a5b', future: '#0a0b0c', head: '#ffffff',
  motion: '#dfe7f1', letter: '#101214', name: '#e8eaed', veil: 'rgb(16 18 20 / 72%)', taken: 'rgb(242 193 78 / 14%)', bracket: '#f2c14e',
};
// Who sees no difference between these colours finds the same in words in the list of events, and under the pointer.
const kinds: Record<string, string> = { 'line-crossing': '#c58af9', intrusion: '#c58af9', object: '#f2c14e', tamper: '#ff7b72' };
const otherKind = '#7fd1c7';

const lanesTop = 30;
const lanesEnd = 8;
const seam = 3;
const signSize = 14;
const barShare = 0.36;
const faintest = 0.35;

/** How high the band is with so many cameras, and each of its lanes; pixels. */
export const laneHeightOf = (lanes: number) => (lanes === 1 ? 54 : lanes <= 4 ? 32 : lanes <= 9 ? 22 : 16);
export const heightOf = (lanes: number) => lanesTop + lanes * laneHeightOf(lanes) + lanesEnd;

/** Which lane lies at so many pixels from the top. */
export const laneAt = (y: number, lanes: number) => Math.max(0, Math.min(lanes - 1, Math.floor((y - lanesTop) / laneHeightOf(lanes))));

/** Paints the band: ticks above, then for each camera its footage as a bar, motion as height over it, what else happened as signs, losses hatched; the playhead in the middle. */
export function draw(canvas: HTMLCanvasElement, view: View, lanes: Lane[], now: number, taken: Stretch | null): void {
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
  const laneHeight = laneHeightOf(lanes.length);
  lanes.forEach((lane, i) => (lane.far ? drawFar(c, view, lane.far, lanesTop + i * laneHeight, laneHeight - seam) : drawLane(c, view, lane, lanesTop + i * laneHeight, laneHeight - seam)));
  future(c, view, now, height);
  labels(c, view, height);
  lanes.forEach((lane, i) => {
    signs(c, view, lane.far?.marks ?? lane.marks, lanesTop + i * laneHeight);
    if (lanes.length > 1) {
      nameOf(c, lane.name, lanesTop + i * laneHeight, laneHeight - seam);
    }
  });
  if (taken) {
    brackets(c, view, taken, height);
  }
  c.fillStyle = colours.head;
  c.fillRect(Math.round(view.width / 2) - 1, lanesTop - 6, 2, height - lanesTop + 6);
}

/** What nobody wanted recorded is no loss, and looks like none; a loss within it shows. */
function drawGaps(c: CanvasRenderingContext2D, view: View, gaps: Hole[], top: number, height: number): void {
  c.fillStyle = colours.rest;
  gaps.filter((g) => !g.isLoss).forEach((g) => box(c, view, g, top, height));
  gaps.filter((g) => g.isLoss).forEach((g) => hatch(c, view, g, top, height));
}

/** The share of each cell that was recorded as the strength of its bar, that in which something moved as a height. */
function drawFar(c: CanvasRenderingContext2D, view: View, far: FarLane, top: number, height: number): void {
  drawGaps(c, view, far.gaps, top, height);
  const bar = Math.round(height * barShare);
  const cells = (shares: number[], paint: (share: number, left: number, width: number) => void) => shares.forEach((share, cell) => {
    const [left, right] = [Math.round(xOf(view, far.from + cell * far.cellMs)), Math.round(xOf(view, far.from + (cell + 1) * far.cellMs))];
    if (share > 0 && right >= 0 && left <= view.width) {
      paint(share, left, Math.max(1, right - left));
    }
  });
  c.fillStyle = colours.span;
  cells(far.footage, (share, left, width) => {
    c.globalAlpha = faintest + (1 - faintest) * share;
    c.fillRect(left, top + height - bar, width, bar);
  });
  c.globalAlpha = 1;
  c.fillStyle = colours.motion;
  cells(far.motion, (share, left, width) => {
    const high = motionHeight(share, height - bar);
    c.fillRect(left, top + height - bar - high, width, high);
  });
}

function drawLane(c: CanvasRenderingContext2D, view: View, { footage, marks }: Lane, top: number, height: number): void {
  drawGaps(c, view, footage.gaps, top, height);
  const bar = Math.round(height * barShare);
  c.fillStyle = colours.span;
  footage.spans.filter((s) => !s.backfilled).forEach((s) => box(c, view, s, top + height - bar, bar));
  // What was missing and came later from the camera's card.
  c.fillStyle = colours.filled;
  footage.spans.filter((s) => s.backfilled).forEach((s) => box(c, view, s, top + height - bar, bar));
  motion(c, view, marks, top, height - bar);
}

/** Of a pixel's time; what is over at once happened all the same. */
const leastPart = 0.001;

/** The root, so that a moment in an hour is still seen. */
const motionHeight = (share: number, room: number) => Math.max(2, Math.sqrt(share) * (room - 2));

/** The part of each pixel's time in which something moved, as a height. */
function motion(c: CanvasRenderingContext2D, view: View, marks: Mark[], top: number, height: number): void {
  const shares = new Float32Array(Math.ceil(view.width));
  for (const mark of marks) {
    if (mark.kind !== 'motion') {
      continue;
    }
    const [left, right] = [Math.max(0, xOf(view, mark.from)), Math.min(view.width, Math.max(xOf(view, mark.to), xOf(view, mark.from) + leastPart))];
    for (let x = Math.floor(left); x < right && x < shares.length; x++) {
      shares[x] = Math.min(1, shares[x]! + Math.min(x + 1, right) - Math.max(x, left));
    }
  }
  c.fillStyle = colours.motion;
  shares.forEach((share, x) => {
    if (share > 0) {
      const high = motionHeight(share, height);
      c.fillRect(x, top + height - high, 1, high);
    }
  });
}

/** Letters where there is room for them, lines elsewhere. */
function signs(c: CanvasRenderingContext2D, view: View, marks: Mark[], top: number): void {
  c.font = 'bold 10px system-ui, sans-serif';
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  let free = -signSize;
  const seen = marks.filter((m) => m.kind !== 'motion' && m.to >= fromOf(view) && m.from <= toOf(view)).sort((a, b) => a.from - b.from);
  for (const [i, mark] of seen.entries()) {
    const x = xOf(view, mark.from);
    if (x < free && seen[i + 1]?.from === mark.from) {
      // The next one is painted over it.
      continue;
    }
    c.fillStyle = kinds[mark.kind] ?? otherKind;
    if (x < free) {
      c.fillRect(Math.max(0, x), top + signSize - 3, 2, 3);
      continue;
    }
    free = x + signSize + 1;
    c.beginPath();
    c.roundRect(x, top, signSize, signSize - 1, 3);
    c.fill();
    c.fillStyle = colours.letter;
    c.fillText(letterOf(mark), x + signSize / 2, top + signSize / 2);
  }
}

const letterOf = (mark: Mark) => ((mark.kind === 'object' && wordFor(t.objects, mark.object)) || wordFor(t.kinds, mark.kind) || t.kinds.other).slice(0, 1);

function nameOf(c: CanvasRenderingContext2D, name: string, top: number, height: number): void {
  c.font = '11px system-ui, sans-serif';
  c.textAlign = 'left';
  c.textBaseline = 'middle';
  const text = name.length > 18 ? `${name.slice(0, 17)}…` : name;
  c.fillStyle = colours.veil;
  c.fillRect(0, top, c.measureText(text).width + 12, height);
  c.fillStyle = colours.name;
  c.fillText(text, 6, top + height / 2);
}

/** Around what is marked to be exported. */
function brackets(c: CanvasRenderingContext2D, view: View, taken: Stretch, height: number): void {
  const [left, width] = edges(view, taken);
  c.fillStyle = colours.taken;
  c.fillRect(left, lanesTop - 6, width, height - lanesTop + 4);
  c.fillStyle = colours.bracket;
  c.fillRect(left, lanesTop - 6, width, 2);
  c.fillRect(left, height - 4, width, 2);
  c.fillRect(left, lanesTop - 6, 2, height - lanesTop + 4);
  c.fillRect(left + width - 2, lanesTop - 6, 2, height - lanesTop + 4);
}

function edges(view: View, s: Stretch): [number, number] {
  const left = Math.max(-2, xOf(view, s.from));
  return [left, Math.max(1, Math.min(view.width + 2, xOf(view, s.to)) - left)];
}

function box(c: CanvasRenderingContext2D, view: View, s: Stretch, top: number, height: number): void {
  if (s.to >= fromOf(view) && s.from <= toOf(view)) {
    const [left, width] = edges(view, s);
    c.fillRect(left, top, width, height);
  }
}

function hatch(c: CanvasRenderingContext2D, view: View, s: Stretch, top: number, height: number): void {
  if (s.to < fromOf(view) || s.from > toOf(view)) {
    return;
  }
  const [left, width] = edges(view, s);
  c.save();
  c.beginPath();
  c.rect(left, top, width, height);
  c.clip();
  c.fillStyle = colours.gap;
  c.fillRect(left, top, width, height);
  c.strokeStyle = colours.hatch;
  c.beginPath();
  for (let x = left - height - (left % 8); x < left + width; x += 8) {
    c.moveTo(x, top + height);
    c.lineTo(x + height, top);
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
  for (const tick of ticks(view, step)) {
    const x = Math.round(xOf(view, tick));
    const midnight = beginsDay(tick);
    c.fillStyle = colours.rule;
    c.fillRect(x, 8, 1, height - 8);
    c.fillStyle = midnight ? colours.day : colours.label;
    c.fillText(midnight ? dayOf(tick) : step < 60_000 ? clockOf(tick) : minuteOf(tick), x + 5, 14);
  }
}
