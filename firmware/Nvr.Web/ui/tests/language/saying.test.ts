import assert from 'node:assert/strict';
import { test } from 'node:test';
import catalogue from '../../src/language/recorder.de.json';
import { Sayings } from '../../src/language/saying';

const german = new Sayings(catalogue);

const some = new Sayings({
  'The disk was full.': 'Die Platte war voll.',
  'The camera {0} has not answered for {1}.': 'Seit {1:said} antwortet die Kamera {0} nicht.',
  'The camera {0} is off.': 'Die Kamera {0} ist aus.',
  '{0} is off.': '{0} ist aus.',
  '{0} min': '{0:number} min',
  'about {0}': 'etwa {0:said}',
  'No movie: {0}': 'Kein Film: {0:any}',
  'The array is whole{0}.': 'Der Verbund ist vollständig{0:said}.',
  ' (bay {0})': ' (Einschub {0})',
  ', slowed down': ', gebremst',
});

test('words are filled in where the other language wants them', () => {
  assert.equal(some.of('The camera Gate has not answered for 5 min.'), 'Seit 5 min antwortet die Kamera Gate nicht.');
  assert.equal(some.of('The camera Gate has not answered for about 2.5 min.'), 'Seit etwa 2,5 min antwortet die Kamera Gate nicht.');
});

test('a text that is known in part only stays whole as it was said', () => {
  for (const text of ['The camera Gate has not answered for ages.', 'The camera Gate has not answered for 5 min', 'Something new happened.', 'The disk was full. Something new happened.', 'the disk was full.', '']) {
    assert.equal(some.of(text), text);
  }
});

test('words for a part of a sentence never begin one that nobody knows', () => {
  for (const text of ['Camera door is not being recorded.', 'Port 3 has fallen off!', 'Camera 1. Something new happened.']) {
    assert.equal(german.of(text), text);
  }
  assert.equal(german.of('Camera 192.168.1.20'), 'Kamera 192.168.1.20');
});

test('sentences that follow each other are said one after the other, and what goes on with a bracket or after a comma as well', () => {
  assert.equal(some.of('The disk was full. Gate is off. The disk was full.'), 'Die Platte war voll. Gate ist aus. Die Platte war voll.');
  assert.equal(german.of('In Door, 1 fragment of at most a second could not be read from the disk and are missing. '.repeat(6).trim()), 'Von Door fehlt 1 Stück von höchstens einer Sekunde, das sich nicht von der Platte lesen ließ. '.repeat(6).trim());
  assert.equal(some.of('The array is whole (bay 3), slowed down.'), 'Der Verbund ist vollständig (Einschub 3), gebremst.');
  assert.equal(some.of('The array is whole.'), 'Der Verbund ist vollständig.');
});

test('the template with the most words of its own wins', () => {
  assert.equal(some.of('The camera Gate is off.'), 'Die Kamera Gate ist aus.');
});

test('a cause that the recorder says is said, and any other stays', () => {
  assert.equal(some.of('No movie: The disk was full.'), 'Kein Film: Die Platte war voll.');
  assert.equal(some.of('No movie: EIO (5)'), 'Kein Film: EIO (5)');
});

test('what others named is never taken for words of the recorder', () => {
  for (const name of ['{0}', '{1:said}', '$&$1$\'', 'about 5 min', 'The disk was full.', '<b>', '__proto__', 'a'.repeat(1_500)]) {
    assert.equal(some.of(`The camera ${name} is off.`), `Die Kamera ${name} ist aus.`);
  }
  assert.equal(some.of('constructor'), 'constructor');
  assert.equal(new Sayings({ '{0} is off.': '{0} ist aus.' }).of(' is off.'), ' is off.');
});

test('a text that is longer than any sentence is left alone, and a hostile one takes no time that grows faster than it', () => {
  const long = `The camera ${'has not answered for '.repeat(100_000)}x`;
  assert.equal(german.of(long), long);
  for (const part of ['. ', ', ', ' (', 'The ', ' is ', '{0}', '. The camera ', ' is off. ']) {
    const text = part.repeat(2_000 / part.length);
    assert.equal(german.of(text), text);
  }
});

test('many texts are said without keeping all of them', () => {
  for (let n = 0; n < 10_000; n++) {
    assert.equal(some.of(`Gate ${n} is off.`), `Gate ${n} ist aus.`);
  }
});

/** Something to fill in for each kind of gap, and what becomes of it. */
const fillings: Record<string, [string, string]> = { '': ['Tür 7', 'Tür 7'], said: ['encrypted', 'verschlüsselt'], any: ['Tür 7', 'Tür 7'], number: ['2.5', '2,5'] };

test('each template of the catalogue says what it stands for, and none is swallowed by another', () => {
  for (const [english, target] of Object.entries(catalogue)) {
    const kinds = new Map([...target.matchAll(/\{(\d+)(?::(\w+))?\}/g)].map((m) => [m[1]!, m[2] ?? '']));
    const [text, wanted] = [english, target].map((template, at) => template.replace(/\{(\d+)(?::\w+)?\}/g, (_, n: string) => fillings[kinds.get(n) ?? '']![at]!));
    assert.equal(german.of(text!), wanted, english);
  }
});

test('names of fields keep the marks by which a form finds them', () => {
  const fields = (text: string) => [...text.matchAll(/(?<!\w)'([^' ]+)'/g)].map((m) => m[1]).sort();
  for (const [english, target] of Object.entries(catalogue)) {
    assert.deepEqual(fields(target), fields(english), english);
  }
});

test('what the recorder says is said in German', () => {
  const told: [string, string][] = [
    ['User name or password is wrong.', 'Benutzername oder Passwort ist falsch.'],
    ['Door has no power: port 3 is switched off.', 'Door hat keinen Strom: Anschluss 3 ist ausgeschaltet.'],
    ['Nothing is plugged into its port, where Door was, or its cable is broken.', 'Wo Door war (ihr Anschluss), steckt nichts mehr, oder das Kabel ist gebrochen.'],
    ['The array footage is being rebuilt onto a new disk (43 %, about 2 hours left, slowed down for recording); until then it is not protected.',
      'Der Verbund footage wird auf eine neue Platte aufgefüllt (43 %, Rest: etwa 2 Stunden, zugunsten der Aufzeichnung gebremst); bis dahin ist er nicht geschützt.'],
    ['The array footage is without a disk (bay 2), and was so when the box started. It goes on recording; nothing is lost yet.',
      'Dem Verbund footage fehlt etwas: eine Platte (Einschub 2), und das schon beim Start des Geräts. Er zeichnet weiter auf; noch ist nichts verloren.'],
    ['Motion is looked for in 3 cameras, with the board\'s decoder in 2 of them.', 'Nach Bewegung wird gesucht: 3 Kameras, mit dem Dekoder der Platine bei 2 davon.'],
    ['The movie is complete. It leaves out 2 gaps in the recording.', 'Der Film ist vollständig. Er lässt 2 Lücken in der Aufzeichnung aus.'],
    ['The camera refuses (GetProfiles). It says: Sender not authorized.', 'Die Kamera lehnt ab (GetProfiles). Sie sagt: Sender not authorized.'],
    ['The disk in bay 2 is not empty: it holds a file system (ntfs).', 'Die Platte in Einschub 2 ist nicht leer. Darauf ist: ein Dateisystem (ntfs).'],
    ['RAID 5 takes three disks or more; one is named.', 'RAID 5 braucht drei Platten oder mehr; genannt: eine.'],
    ['RAID 1 takes two disks; 3 are named.', 'RAID 1 braucht zwei Platten; genannt: 3.'],
    ['The export is partial: 2 recordings, 12.3 MB. In Door, 3 fragments of at most a second could not be read from the disk and are missing.',
      'Der Export ist unvollständig: 2 Aufzeichnungen, 12,3 MB. Von Door fehlen 3 Stücke von höchstens einer Sekunde, die sich nicht von der Platte lesen ließen.'],
    ['Door is recorded, but the network is too slow for it: 2.5 % of what it sends is lost on the way.', 'Door wird aufgezeichnet, aber das Netz ist zu langsam dafür: 2,5 % von dem, was sie sendet, gehen unterwegs verloren.'],
    ['Yard (port 3) has its power back: there is enough for it again.', 'Yard (Anschluss 3) hat wieder Strom: Es reicht wieder.'],
    ['Updates on USB keys are switched off on this recorder.', 'Aktualisierungen auf USB-Sticks sind auf diesem Rekorder ausgeschaltet.'],
    ['This model cannot be used: its manifest is empty.', 'Dieses Modell kann nicht verwendet werden: Sein Manifest ist leer.'],
    ['Camera 192.168.1.20 was found. The recorder is finding out what it is.', 'Kamera 192.168.1.20 wurde gefunden. Der Rekorder stellt fest, was es ist.'],
    ['AXIS M3045 was found. The recorder is finding out what it is.', 'AXIS M3045 wurde gefunden. Der Rekorder stellt fest, was es ist.'],
    ['Door: no picture for 3 minutes. The camera was restarted.', 'Door: kein Bild. Dauer bisher: 3 Minuten. Die Kamera wurde neu gestartet.'],
  ];
  assert.deepEqual(told.map(([english]) => german.of(english)), told.map(([, wanted]) => wanted));
});
