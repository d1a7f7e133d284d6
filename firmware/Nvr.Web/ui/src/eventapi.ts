import { call } from './api';

export interface CameraEvent {
  id: string; camera: string; start: string; end: string | null; state: 'going-on' | 'ended' | 'interrupted'; kind: string; object: string;
  confidence: number | null; zone: string | null; text: string | null; origin: string;
}
export interface EventPage { events: CameraEvent[]; next: string | null }
export interface EventQuery { camera?: string; kind?: string; object?: string; from?: number; to?: number; cursor?: string; limit?: number }

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
