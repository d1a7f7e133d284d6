import type { Camera, RecordingMode, StreamState } from './api';
import type { DeviceState } from './deviceapi';
import type { CameraEvent } from './eventapi';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const minute = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' });
const longDay = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

export const clockOf = (ms: number) => clock.format(ms);
export const minuteOf = (ms: number) => minute.format(ms);
export const dayOf = (ms: number) => day.format(ms);
export const longDayOf = (ms: number) => longDay.format(ms);

/** Sizes as disk makers count. */
export function bytesOf(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** step;
  return `${value >= 100 || step === 0 ? Math.round(value) : value.toFixed(1)} ${units[step]}`;
}

export function lengthOf(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 90) {
    return `${seconds} s`;
  }
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

export const mainOf = (camera: Camera): StreamState | undefined => camera.streams.find((s) => s.stream === 'main') ?? camera.streams[0];

/** The status colour of a camera: green only when it is recording, or rests because it is to, over a network that carries it. */
export function levelOf(camera: Camera): 'ok' | 'unknown' | 'attention' | 'failure' {
  switch (mainOf(camera)?.state) {
    case 'recording':
    case 'resting': return mainOf(camera)?.network?.isTooSlow ? 'attention' : 'ok';
    case 'connecting':
    case 'waiting': return 'attention';
    case undefined:
    case 'disabled': return 'unknown';
    default: return 'failure';
  }
}

export function stateWord(camera: Camera): string {
  const words: Record<string, string> = {
    recording: 'Recording', resting: 'Ready', connecting: 'Connecting', waiting: 'Connecting', stalled: 'No picture', unreachable: 'No answer',
    unauthorised: 'Wrong password', refused: 'Refused', unusable: 'Cannot record', disabled: 'Off',
  };
  return mainOf(camera)?.network?.isTooSlow ? 'Slow network' : words[mainOf(camera)?.state ?? ''] ?? 'Not known yet';
}

/** The modes of recording, in the order in which they are offered. */
export const modeWords: Record<RecordingMode, string> = { continuous: 'Always', events: 'Only when something happens', off: 'Never' };

export const dayWords: Record<string, string> = {
  monday: 'Monday', tuesday: 'Tuesday', wednesday: 'Wednesday', thursday: 'Thursday', friday: 'Friday', saturday: 'Saturday', sunday: 'Sunday',
};

export const deviceWords: Record<DeviceState, string> = {
  found: 'Found', identified: 'Identified', needsPassword: 'Needs a password', setUp: 'Set up', recording: 'Recording', ignored: 'Ignored', lost: 'Not seen any more',
};

export const kindWords: Record<string, string> = {
  motion: 'Motion', 'line-crossing': 'Line crossed', intrusion: 'Area entered', object: 'Object', tamper: 'Camera tampered with', 'digital-input': 'Input switched',
  audio: 'Sound', loitering: 'Loitering', other: 'Event',
};

export const objectWords: Record<string, string> = { person: 'Person', vehicle: 'Vehicle', animal: 'Animal', face: 'Face', plate: 'Number plate', other: 'Something else' };

/** What happened, in a few words: the camera's own where it has some. */
export function eventWords(e: CameraEvent): string {
  const object = objectWords[e.object];
  const kind = e.kind === 'object' && object ? object : [kindWords[e.kind] ?? 'Event', object?.toLowerCase()].filter(Boolean).join(': ');
  return e.text ? `${kind} · ${e.text}` : kind;
}

/** The part of packets that was lost over the last while, as far as there is something to tell. */
export const lossOf = (percent: number) => (percent === 0 ? 'no loss' : `${percent < 0.1 ? 'less than 0.1' : percent.toFixed(1)} % lost`);
