import { call } from './api';
import type { Schemas } from './schemas';

export type Services = Schemas['BoxServices'];
export type SyslogBody = Schemas['SyslogBody'];

/** What the recorder offers beside its page, for administrators. What is asked for is in force a moment later. */
export const servicesApi = {
  read: () => call('GET', '/box/services'),
  letIn: (keys: string) => call('PUT', '/box/services/ssh', { keys }),
  sendJournal: (to: SyslogBody) => call('PUT', '/box/services/syslog', to),
  sendNowhere: () => call('DELETE', '/box/services/syslog'),
  letAsk: (user: string, password: string) => call('PUT', '/box/services/snmp', { user, password }),
  letNobodyAsk: () => call('DELETE', '/box/services/snmp'),
};
