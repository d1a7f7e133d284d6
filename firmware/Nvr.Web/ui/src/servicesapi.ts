import { ask, read as readAnswer } from './api';
import type { Answer, Schemas } from './schemas';

export type Services = Schemas['BoxServices'] & { tag: string };
export type SyslogBody = Schemas['SyslogBody'];

const at = '/box/services';

const change = async (method: 'PUT' | 'DELETE', what: string, tag: string, body?: unknown): Promise<void> => {
  await ask(method, `${at}/${what}`, body, { 'If-Match': tag });
};

/**
 * What the recorder offers beside its page, for administrators. What is asked for is in force a moment later. A tag stands for what was read; changing with it overwrites nobody else's change (a failure
 * with the status 412).
 */
export const servicesApi = {
  read: async (): Promise<Services> => {
    const answer = await ask('GET', at);
    return { ...(await readAnswer<Answer<'GET', '/box/services'>>(answer)), tag: answer.headers.get('ETag') ?? '' };
  },
  letIn: (keys: string, tag: string) => change('PUT', 'ssh', tag, { keys } satisfies Schemas['SshKeysBody']),
  sendJournal: (to: SyslogBody, tag: string) => change('PUT', 'syslog', tag, to),
  sendNowhere: (tag: string) => change('DELETE', 'syslog', tag),
  letAsk: (user: string, password: string, tag: string) => change('PUT', 'snmp', tag, { user, password } satisfies Schemas['SnmpBody']),
  letNobodyAsk: (tag: string) => change('DELETE', 'snmp', tag),
};
