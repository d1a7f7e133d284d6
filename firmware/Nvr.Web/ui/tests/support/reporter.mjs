// A line of JSON for each test: where it stands, its name, and why it failed. For whoever counts them one by one.
import { relative } from 'node:path';

const placeOf = (file) => (file ? relative(process.cwd(), file).replace(/^(tests|.*\.tests\/\d+)\//, '').replace(/(\.test\.ts|\.js)$/, '') : '');
const whyOf = (error) => String(error?.cause?.stack ?? error?.cause ?? error?.stack ?? error);

export default async function* (events) {
  const complaints = new Map();
  for await (const { type, data } of events) {
    if (type === 'test:stderr') {
      complaints.set(data.file, (complaints.get(data.file) ?? '') + data.message);
    } else if ((type === 'test:pass' || type === 'test:fail') && data.details?.type !== 'suite') {
      // A file that could not even begin is a test by its own name, and says why elsewhere.
      const why = type === 'test:fail' ? `${whyOf(data.details.error)}\n${complaints.get(data.file) ?? complaints.get(data.name) ?? ''}`.trimEnd() : null;
      yield `${JSON.stringify({ place: placeOf(data.file ?? data.name), name: data.name === data.file ? 'begins' : data.name, why })}\n`;
    }
  }
}
