import { call, find, type User } from './api';
import type { Schemas } from './schemas';

export type Role = User['role'];
export type Person = Schemas['User'];
/** `lastUsed` is exact to an hour. */
export type Session = Schemas['SessionEntry'];
export type Deed = Schemas['AuditEntry'];

export const peopleApi = {
  list: async () => (await call('GET', '/users')).users,
  add: (body: Schemas['UserBody']) => call('POST', '/users', body),
  change: (id: string, body: Schemas['UserBody']) => call('PUT', `/users/${id}`, body),
  remove: (id: string) => call('DELETE', `/users/${id}`),
  changePassword: (oldPassword: string, newPassword: string) => call('PUT', '/sessions/current/password', { oldPassword, newPassword }),
  sessions: async () => (await call('GET', '/sessions')).sessions,
  endSession: (id: string) => call('DELETE', `/sessions/${id}`),
  deeds: (before: string | null) => find('/audit', { limit: 50, before: before ?? undefined }),
};
