import type { System, UnderWay } from '../boxapi';

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
const few = (names: string[]) => (names.length <= 8 ? names.join(', ') : `${names.slice(0, 8).join(', ')} and ${names.length - 8} more`);

/** English of looking after the box, and of its bays as they are drawn. */
export const careEn = {
  title: 'Look after', download: 'Download', saveSettings: 'Save the settings as a file', making: 'The settings are being encrypted.',
  restoreSettings: 'Restore settings from a file', chooseFile: 'File with saved settings', sending: 'The file is being sent to the recorder.', tooLarge: 'Saved settings have at most 16 MB. This is another kind of file.',
  restoreMeans: 'Settings that were saved from this recorder, or from another one: as a file here, or on a USB key. Nothing changes before you have seen what is in it.',
  update: 'Updates', chooseUpdate: 'File with the update', updateMeans: 'A signed update for this recorder, from its maker. It is sent and looked at first; USB keys bring the same ones.',
  runs: (version: string, slot: string | null, state: string) => `Version ${version}${slot === null ? '' : `, system ${slot}`}: ${state}.`, haveSeen: 'I have seen this',
  systemStates: { proven: 'proven', onTrial: 'on trial', starting: 'just started', single: 'the only system here' } satisfies Record<System['state'], string>,
  updateAddress: 'Address of an update', fetch: 'Fetch', fetching: 'The update is being fetched', stopFetching: 'Stop fetching', fetchMeans: 'Or the recorder fetches it itself, encrypted, from its maker’s server.',
  restart: 'Restart the recorder', restartNow: 'Restart now', restartMeans: 'No camera is recorded while it starts anew, for a minute or two. Live pictures end, and exports that are being written are left incomplete.',
  restartWaits: 'It starts anew. That takes a minute or two; then this page leads on by itself.',
  startsAnew: 'The recorder starts anew', openAnew: 'Open the page anew', takesLong: 'It takes longer than usual. Check that the recorder is on.',
  newKey: 'It does not answer this page. After a reset it has a new key, and the browser wants to ask you whether to trust it: open the page anew.',
  support: 'Logs for a supporter', supportMeans: 'One file with what the program has logged, versions, health, disks, and each camera with its address and how its streams are.',
  supportLacks: 'Passwords, keys and tokens are not in it. Names of cameras, serial numbers of disks and addresses of your network are: give it only to somebody whom you trust with these.',
  downloadLogs: 'Download the logs', gathering: 'The logs are being gathered.', saved: (file: string) => `Saved as ${file}.`,
  reset: 'Factory reset', resetMeans: 'As if it were new, for another owner or a fresh start. The recorder starts anew and waits for its first visit, with a new setup code.',
  goes: 'What goes', stays: 'What stays', cameras: (names: string[]) => `${names.length === 1 ? 'The camera' : 'The cameras'} ${few(names)}: no longer recorded, passwords forgotten`, people: (names: string[]) => `All people who can sign in: ${few(names)}`,
  settings: 'Name, time zone, schedules, motion, what people did, and the recorder’s own keys: this browser will ask again whether to trust it', switches: (n: number) => `${count(n, 'managed switch', 'managed switches')}, with the passwords`,
  exports: (n: number) => `${count(n, 'export', 'exports')} to be downloaded, and every link to them`, models: (n: number) => count(n, 'model for object detection', 'models for object detection'),
  recordings: (size: string, spans: number) => `All recordings, ${size}${spans > 0 ? `, and ${count(spans, 'protected span', 'protected spans')}` : ''}`, former: 'Each camera’s name and address, so that its recordings are found',
  volumes: 'The disks in the bays as they are joined', software: 'The software, as it is', absentDisks: 'What is on disks that are not plugged in now',
  eraseToo: 'Delete all recordings, too. Nobody can bring them back.', ownPassword: 'Your own password', typeName: (name: string) => `Type the name of this recorder: ${name}`, resetNow: 'Reset to factory settings',
  resetWaits: 'Its settings are being reset. That takes up to a minute; then this page leads on to the first visit. The new setup code is on its display, or where it was started.',
  underWay: {
    usbExport: 'An export to a USB key is being written just now. It would be broken off: what was written stays on the key, marked as incomplete.', export: 'Exports are being made just now. They would be lost.',
    update: 'An update is being installed just now. It goes on.', disks: 'Something is being done to the disks just now. It would be broken off.',
  } satisfies Record<UnderWay, string>,
  network: {
    title: 'Network', present: (addresses: string[]) => `The recorder has the address ${addresses.join(', ')}.`, none: 'The recorder has no address now.', known: (name: string) => `Devices that know mDNS find it as ${name}, too.`,
    unmanaged: 'The network of this machine is set up by its own system. Nothing can be changed here.',
    dhcp: 'Get an address from the network (DHCP)', fixed: 'Have a fixed address', address: 'Address', prefix: 'Length of the prefix (24 is the mask 255.255.255.0)', gateway: 'Gateway, if there is one', servers: 'Name servers, if there are any',
    triedFirst: 'New settings are tried for two minutes. They are kept when you open this page under them and sign in; else the former ones come back by themselves.', tryOut: 'Try these settings',
    trying: 'New settings are being tried. Open this page under its new address, and sign in there, to keep them:', left: (seconds: number) => `The former ones come back in ${count(seconds, 'second', 'seconds')} if nobody does.`,
    lost: 'The recorder no longer answers at this address. That is right where it has another one now.', giveUp: 'Give up', kept: 'The new settings are kept.', back: 'The former settings are back.',
    cameras: 'The cameras’ own network', camerasIn: 'Addresses for cameras', move: 'Use these', camerasMean: 'For a network of yours that has the same addresses. Each camera asks for its new one within ten minutes, and is not recorded for so long.',
  },
  services: {
    title: 'SSH, syslog and SNMP', unmanaged: 'What this machine offers beside this page is decided by its own system. Nothing can be changed here.',
    sshMeans: 'For somebody who is to look around in the system and read its log: as support, with one of these keys, and without the right to change anything. Off while there is none.',
    keys: 'Public keys, one a line', saveKeys: 'Use these keys', sshOn: (address: string) => `Whoever has one of the keys gets in: ssh ${address}`, sshOff: 'SSH is off.',
    syslogMeans: 'All that the recorder and its system log, sent to a server of yours as it happens. It is not encrypted on the way.', server: 'Address of the server', port: 'Port', protocol: 'Sent by', send: 'Send the log there', sent: 'The log is sent there.',
    sendNowhere: 'Send it no longer', sentNowhere: 'The log is sent nowhere.',
    snmpMeans: 'For a program that watches many devices: interfaces, processor, memory, disks, and how the recorder is. Version 3, SHA-256 and AES-128, both with the same password.', user: 'User name', password: 'Password', answer: 'Answer this user',
    answers: (user: string) => `${user} is answered.`, answerNobody: 'Answer nobody', answersNobody: 'Nobody is answered by SNMP.',
  },
  certificate: {
    title: 'Certificate', own: 'The recorder shows a certificate of its own, made at its first start. Browsers ask once whether to trust it: compare this fingerprint with the one on its display.',
    given: (issuer: string) => `The recorder shows a certificate that ${issuer} made.`, fingerprint: 'Fingerprint (SHA-256)', names: (names: string[]) => `It is for ${names.join(', ')}.`, until: (day: string) => `It is valid until ${day}.`,
    giveMeans: 'Where you have an authority of your own, or a name of your own: the certificate, those between it and the authority, and its key, as one PEM file or several, without a password.',
    files: 'PEM files', give: 'Use this certificate', used: 'The certificate is in use. Pages that are open go on with the former one.', goBack: 'Use the recorder’s own again', back: 'The recorder’s own certificate is in use again.',
    giveTitle: 'One that you have', fetch: 'One that is fetched (ACME)', fetched: (host: string) => `It was fetched from ${host}; a new one is fetched before it ends.`,
    fetchMeans: 'From an authority of your own, such as step-ca, or from another one that can open this page by its name at port 443. By fetching you agree to its terms.', directory: 'Address of the authority', fetchNames: 'Names of this page',
    contact: 'Mail address for the authority', authority: 'Its own certificate, if it is not known everywhere', fetchIt: 'Fetch a certificate', fetchedNow: 'The certificate was fetched and is in use. Pages that are open go on with the former one.',
    plain: 'This page is not encrypted: it was started for this machine alone.',
  },
  bays: {
    drawn: 'The bays as on the case', failed: 'failed', missing: 'missing', part: (volume: string) => `part of ${volume}`, spare: (volume: string) => `spare of ${volume}`, faulty: (volume: string) => `thrown out of ${volume}`, free: 'free',
    foreign: 'of another recorder', system: 'the system’s own', other: 'holds something else', filled: (percent: number) => `${percent}\u00a0% filled`,
  },
};
