import { find, timeOf } from './api';
import type { Query, Schemas } from './schemas';

/** In shares of the picture. */
export type EventBox = Schemas['EventBox'];
export type CameraEvent = Schemas['Event'];
/** `lookedUntil` is set where a page ended before it was full: the next goes on there. */
export type EventPage = Schemas['EventList'];
export type Completion = Schemas['Completion'];
export type SearchPage = Schemas['Search'];
/** As the description says, with times in milliseconds. */
export interface EventQuery extends Omit<Query<'GET', '/events'>, 'from' | 'to'> { from?: number; to?: number }

const at = (ms: number | undefined) => (ms === undefined ? undefined : timeOf(ms));

/** A page of events, the newest first. */
export const listEvents = (query: EventQuery): Promise<EventPage> => find('/events', { ...query, from: at(query.from), to: at(query.to) });

/** A page of what a query in plain words finds, the newest first; with a limit of 0 only how it is understood. */
export const search = (words: string, limit: number, cursor?: string): Promise<SearchPage> => find('/search', { q: words, limit, cursor });
