import { call } from './api';

/** In shares of the picture. */
export interface EventBox { left: number; top: number; width: number; height: number }
export interface CameraEvent {
  id: string; camera: string; start: string; end: string | null; state: 'going-on' | 'ended' | 'interrupted'; kind: string; object: string;
  box: EventBox | null; confidence: number | null; zone: string | null; text: string | null; origin: string; colours: string[]; direction: string;
}
/** `lookedUntil` is set where a page ended before it was full: the next goes on there. */
export interface EventPage { events: CameraEvent[]; next: string | null; lookedUntil: string | null }
export interface Understood { start: number; end: number; text: string; as: string; meaning: string; guessed: boolean }
export interface NotUnderstood { start: number; end: number; text: string; reason: string | null }
export interface Completion { start: number; end: number; text: string; as: string }
export interface SearchPage extends EventPage { understood: Understood[]; notUnderstood: NotUnderstood[]; completions: Completion[] }
export interface EventQuery { camera?: string; kind?: string; object?: string; source?: string; from?: number; to?: number; cursor?: string; limit?: number }

/** A page of events, the newest first. */
export function listEvents(query: EventQuery): Promise<EventPage> {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') {
      asked.set(name, typeof value === 'number' && name !== 'limit' ? new Date(value).toISOString() : String(value));
    }
  }
  return call<EventPage>('GET', `/events?${asked}`);
}

/** A page of what a query in plain words finds, the newest first; with a limit of 0 only how it is understood. */
export function search(words: string, limit: number, cursor?: string): Promise<SearchPage> {
  const asked = new URLSearchParams({ q: words, limit: String(limit) });
  if (cursor) {
    asked.set('cursor', cursor);
  }
  return call<SearchPage>('GET', `/search?${asked}`);
}
