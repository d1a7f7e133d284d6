import { ask, call, Failure, failureOf } from './api';
import { told } from './told';
import { t } from './language/language';
import type { Answer, Schemas } from './schemas';

/** What a reset to factory settings would take, and break off; the name confirms it. */
export type Reset = Schemas['Reset'];
export type UnderWay = Reset['underWay'][number];
export type SentBackup = Schemas['SentBackup'];
/** The system that runs, between which and another one the boot loader chooses. */
export type System = Schemas['System'];
export type LastUpdate = Schemas['LastUpdate'];
export type UpdateFetch = Schemas['UpdateFetch'];

/** Looking after the box as a whole; for administrators. */
export const boxApi = {
  reset: () => call('GET', '/box/reset'),
  beginReset: (password: string, confirm: string, eraseRecordings: boolean) => call('POST', '/box/reset', { password, confirm, eraseRecordings }),
  backUp: (passphrase: string) => ask('POST', '/box/backup', { passphrase } satisfies Schemas['PassphraseBody']),
  sendBackup: (file: Blob, progress: (share: number) => void) => send('/box/backup/sent', file, progress),
  dropBackup: () => call('DELETE', '/box/backup/sent'),
  openBackup: (passphrase: string) => call('POST', '/box/backup/sent/contents', { passphrase }),
  restoreBackup: (passphrase: string, confirm: string) => call('POST', '/box/backup/sent/restore', { passphrase, confirm }),
  sendUpdate: (file: Blob, progress: (share: number) => void) => send('/box/update/sent', file, progress),
  dropUpdate: () => call('DELETE', '/box/update/sent'),
  installUpdate: (confirm: string) => ask('POST', '/box/update/sent/install', { confirm } satisfies Schemas['ConfirmBody']),
  update: () => call('GET', '/box/update'),
  fetchUpdate: (address: string) => call('POST', '/box/update/fetched', { address }),
  stopFetching: () => call('DELETE', '/box/update/fetched'),
  noteUpdate: () => call('POST', '/box/update/seen'),
  restart: () => ask('POST', '/box/restart'),
  support: () => ask('POST', '/box/support'),
};

/** Sends a file as it is. Not by fetch, which does not tell how much has gone. */
function send<Path extends string>(path: Path, file: Blob, progress: (share: number) => void): Promise<Answer<'PUT', Path>> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `/api/v1${path}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.addEventListener('progress', (e) => { if (e.lengthComputable) { progress(e.loaded / e.total); } });
    request.addEventListener('error', () => failed(new Failure(0, t.failures.noAnswer)));
    request.addEventListener('load', () => {
      if (request.status < 300) {
        void told(request.response as Answer<'PUT', Path>).then(done);
      } else {
        void failureOf(request.status, request.response).then(failed);
      }
    });
    request.send(file);
  });
}
