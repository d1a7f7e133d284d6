import type { careEn } from './care.en';

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
const few = (names: string[]) => (names.length <= 8 ? names.join(', ') : `${names.slice(0, 8).join(', ')} und ${names.length - 8} weitere`);

/** German of looking after the box, and of its bays as they are drawn. */
export const careDe: typeof careEn = {
  title: 'Pflege', download: 'Herunterladen', saveSettings: 'Einstellungen als Datei sichern', making: 'Die Einstellungen werden verschlüsselt.',
  restoreSettings: 'Einstellungen aus einer Datei wiederherstellen', chooseFile: 'Datei mit gesicherten Einstellungen', sending: 'Die Datei wird an den Rekorder gesendet.', tooLarge: 'Gesicherte Einstellungen haben höchstens 16 MB. Das ist eine andere Art von Datei.',
  restoreMeans: 'Einstellungen, die von diesem oder einem anderen Rekorder gesichert wurden: als Datei hier oder auf einem USB-Stick. Nichts ändert sich, bevor Sie gesehen haben, was darin ist.',
  update: 'Aktualisierungen', chooseUpdate: 'Datei mit dem Update', updateMeans: 'Ein signiertes Update für diesen Rekorder, von seinem Hersteller. Es wird zuerst gesendet und geprüft; USB-Sticks bringen dieselben.',
  runs: (version, slot, state) => `Version ${version}${slot === null ? '' : `, System ${slot}`}: ${state}.`, haveSeen: 'Das habe ich gesehen',
  systemStates: { proven: 'bewährt', onTrial: 'auf Probe', starting: 'gerade gestartet', single: 'das einzige System hier' },
  updateAddress: 'Adresse eines Updates', fetch: 'Holen', fetching: 'Das Update wird geholt', stopFetching: 'Nicht weiter holen', fetchMeans: 'Oder der Rekorder holt es selbst, verschlüsselt, vom Server seines Herstellers.',
  restart: 'Rekorder neu starten', restartNow: 'Jetzt neu starten', restartMeans: 'Während er neu startet, ein bis zwei Minuten, wird keine Kamera aufgezeichnet. Live-Bilder enden, und Exporte, die gerade geschrieben werden, bleiben unvollständig.',
  restartWaits: 'Er startet neu. Das dauert ein bis zwei Minuten; dann führt diese Seite von selbst weiter.',
  startsAnew: 'Der Rekorder startet neu', openAnew: 'Seite neu öffnen', takesLong: 'Es dauert länger als üblich. Prüfen Sie, ob der Rekorder eingeschaltet ist.',
  newKey: 'Er antwortet dieser Seite nicht. Nach dem Zurücksetzen hat er einen neuen Schlüssel, und der Browser will Sie fragen, ob er ihm trauen soll: Öffnen Sie die Seite neu.',
  support: 'Protokolle für den Support', supportMeans: 'Eine Datei mit dem, was das Programm protokolliert hat, Versionen, Zustand, Platten und jeder Kamera mit ihrer Adresse und dem Zustand ihrer Ströme.',
  supportLacks: 'Passwörter, Schlüssel und Zugangsmarken sind nicht darin. Namen von Kameras, Seriennummern der Platten und Adressen Ihres Netzes schon: Geben Sie sie nur jemandem, dem Sie das anvertrauen.',
  downloadLogs: 'Protokolle herunterladen', gathering: 'Die Protokolle werden zusammengestellt.', saved: (file) => `Gesichert als ${file}.`,
  reset: 'Auf Werkseinstellungen zurücksetzen', resetMeans: 'Als wäre er neu, für einen anderen Besitzer oder einen neuen Anfang. Der Rekorder startet neu und wartet auf seinen ersten Besuch, mit einem neuen Einrichtungscode.',
  goes: 'Was verloren geht', stays: 'Was bleibt', cameras: (names) => `${names.length === 1 ? 'Die Kamera' : 'Die Kameras'} ${few(names)}: nicht mehr aufgezeichnet, Passwörter vergessen`, people: (names) => `Alle Personen, die sich anmelden können: ${few(names)}`,
  settings: 'Name, Zeitzone, Zeitpläne, Bewegung, was getan wurde, und die eigenen Schlüssel des Rekorders: Dieser Browser fragt dann wieder, ob er ihm trauen soll', switches: (n) => `${count(n, 'verwalteter Switch', 'verwaltete Switches')} mit den Passwörtern`,
  exports: (n) => `${count(n, 'Export', 'Exporte')} zum Herunterladen und alle Links dazu`, models: (n) => count(n, 'Modell zur Objekterkennung', 'Modelle zur Objekterkennung'),
  recordings: (size, spans) => `Alle Aufzeichnungen, ${size}${spans > 0 ? `, und ${count(spans, 'geschützter Zeitraum', 'geschützte Zeiträume')}` : ''}`, former: 'Name und Adresse jeder Kamera, damit ihre Aufzeichnungen gefunden werden',
  volumes: 'Die Platten in den Einschüben, so wie sie verbunden sind', software: 'Die Software, wie sie ist', absentDisks: 'Was auf Platten ist, die jetzt nicht eingesteckt sind',
  eraseToo: 'Auch alle Aufzeichnungen löschen. Niemand kann sie zurückholen.', ownPassword: 'Ihr eigenes Passwort', typeName: (name) => `Tippen Sie den Namen dieses Rekorders: ${name}`, resetNow: 'Jetzt zurücksetzen',
  resetWaits: 'Seine Einstellungen werden zurückgesetzt. Das dauert bis zu einer Minute; dann führt diese Seite zum ersten Besuch weiter. Der neue Einrichtungscode steht auf seiner Anzeige oder dort, wo er gestartet wurde.',
  underWay: {
    usbExport: 'Gerade wird ein Export auf einen USB-Stick geschrieben. Er würde abgebrochen: Was geschrieben ist, bleibt auf dem Stick, als unvollständig gekennzeichnet.', export: 'Gerade werden Exporte erstellt. Sie gingen verloren.',
    update: 'Gerade wird ein Update installiert. Das geht weiter.', disks: 'Gerade geschieht etwas mit den Platten. Es würde abgebrochen.',
  },
  network: {
    title: 'Netzwerk', present: (addresses: string[]) => `Der Rekorder hat die Adresse ${addresses.join(', ')}.`, none: 'Der Rekorder hat gerade keine Adresse.', known: (name: string) => `Geräte, die mDNS kennen, finden ihn auch als ${name}.`,
    unmanaged: 'Das Netzwerk dieses Rechners richtet sein eigenes System ein. Hier lässt sich nichts ändern.',
    dhcp: 'Adresse vom Netzwerk beziehen (DHCP)', fixed: 'Feste Adresse', address: 'Adresse', prefix: 'Länge des Präfixes (24 ist die Maske 255.255.255.0)', gateway: 'Gateway, falls vorhanden', servers: 'Nameserver, falls vorhanden',
    triedFirst: 'Neue Einstellungen werden zwei Minuten lang ausprobiert. Sie bleiben, wenn Sie diese Seite unter ihnen öffnen und sich anmelden; sonst kommen die bisherigen von selbst zurück.', tryOut: 'Diese Einstellungen ausprobieren',
    trying: 'Neue Einstellungen werden ausprobiert. Öffnen Sie diese Seite unter ihrer neuen Adresse und melden Sie sich dort an, um sie zu behalten:', left: (seconds: number) => `Tut das niemand, kommen die bisherigen in ${count(seconds, 'Sekunde', 'Sekunden')} zurück.`,
    lost: 'Unter dieser Adresse antwortet der Rekorder nicht mehr. Das ist richtig, wenn er jetzt eine andere hat.', giveUp: 'Aufgeben', kept: 'Die neuen Einstellungen bleiben.', back: 'Die bisherigen Einstellungen gelten wieder.',
    cameras: 'Das eigene Netz der Kameras', camerasIn: 'Adressen für Kameras', move: 'Diese verwenden', camerasMean: 'Für ein Netz bei Ihnen, das dieselben Adressen hat. Jede Kamera fragt binnen zehn Minuten nach ihrer neuen und wird so lange nicht aufgezeichnet.',
  },
  services: {
    title: 'SSH, Syslog und SNMP', unmanaged: 'Was dieser Rechner außer dieser Seite anbietet, entscheidet sein eigenes System. Hier lässt sich nichts ändern.',
    sshMeans: 'Für jemanden, der sich im System umsehen und sein Protokoll lesen soll: als support, mit einem dieser Schlüssel und ohne das Recht, etwas zu ändern. Aus, solange es keinen gibt.',
    keys: 'Öffentliche Schlüssel, je Zeile einer', saveKeys: 'Diese Schlüssel verwenden', sshOn: (address) => `Wer einen der Schlüssel hat, kommt hinein: ssh ${address}`, sshOff: 'SSH ist aus.',
    syslogMeans: 'Alles, was der Rekorder und sein System protokollieren, geht im selben Augenblick an einen Server bei Ihnen. Unterwegs ist es nicht verschlüsselt.', server: 'Adresse des Servers', port: 'Port', protocol: 'Gesendet mit', send: 'Protokoll dorthin senden',
    sent: 'Das Protokoll wird dorthin gesendet.', sendNowhere: 'Nicht mehr senden', sentNowhere: 'Das Protokoll wird nirgendwohin gesendet.',
    snmpMeans: 'Für ein Programm, das viele Geräte überwacht: Schnittstellen, Prozessor, Speicher, Platten und wie es dem Rekorder geht. Version 3, SHA-256 und AES-128, beides mit demselben Passwort.', user: 'Benutzername', password: 'Passwort',
    answer: 'Diesem Benutzer antworten', answers: (user) => `${user} bekommt Antworten.`, answerNobody: 'Niemandem antworten', answersNobody: 'Über SNMP bekommt niemand Antworten.',
  },
  certificate: {
    title: 'Zertifikat', own: 'Der Rekorder zeigt ein eigenes Zertifikat, das er beim ersten Start erzeugt hat. Browser fragen einmal, ob sie ihm trauen sollen: Vergleichen Sie diesen Fingerabdruck mit dem auf seiner Anzeige.',
    given: (issuer) => `Der Rekorder zeigt ein Zertifikat, das ${issuer} ausgestellt hat.`, fingerprint: 'Fingerabdruck (SHA-256)', names: (names) => `Es gilt für ${names.join(', ')}.`, until: (day) => `Es gilt bis ${day}.`,
    giveMeans: 'Wenn Sie eine eigene Zertifizierungsstelle oder einen eigenen Namen haben: das Zertifikat, die zwischen ihm und der Stelle, und sein Schlüssel, als eine PEM-Datei oder mehrere, ohne Passwort.',
    files: 'PEM-Dateien', give: 'Dieses Zertifikat verwenden', used: 'Das Zertifikat ist in Gebrauch. Offene Seiten bleiben beim bisherigen.', goBack: 'Wieder das eigene des Rekorders verwenden', back: 'Das eigene Zertifikat des Rekorders ist wieder in Gebrauch.',
    giveTitle: 'Eines, das Sie haben', fetch: 'Eines, das geholt wird (ACME)', fetched: (host) => `Es wurde von ${host} geholt; bevor es endet, wird ein neues geholt.`,
    fetchMeans: 'Von einer eigenen Zertifizierungsstelle wie step-ca, oder von einer anderen, die diese Seite unter ihrem Namen an Port 443 öffnen kann. Mit dem Holen stimmen Sie ihren Bedingungen zu.', directory: 'Adresse der Stelle', fetchNames: 'Namen dieser Seite',
    contact: 'Mailadresse für die Stelle', authority: 'Ihr eigenes Zertifikat, falls es nicht überall bekannt ist', fetchIt: 'Zertifikat holen', fetchedNow: 'Das Zertifikat wurde geholt und ist in Gebrauch. Offene Seiten bleiben beim bisherigen.',
    plain: 'Diese Seite ist nicht verschlüsselt: Sie wurde nur für diesen Rechner gestartet.',
  },
  bays: {
    drawn: 'Die Einschübe wie am Gehäuse', failed: 'ausgefallen', missing: 'fehlt', part: (volume) => `Teil von ${volume}`, spare: (volume) => `Reserve von ${volume}`, faulty: (volume) => `aus ${volume} ausgeschlossen`, free: 'frei',
    foreign: 'von einem anderen Rekorder', system: 'die des Systems', other: 'enthält etwas anderes', filled: (percent) => `zu ${percent}\u00a0% gefüllt`,
  },
};
