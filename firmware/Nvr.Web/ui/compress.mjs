// Compresses every built file once, so that the recorder never has to. Only the .br files are embedded.
import { brotliCompressSync, constants } from 'node:zlib';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const files = readdirSync('dist', { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
for (const file of files) {
  const path = join(file.parentPath, file.name);
  const plain = readFileSync(path);
  const packed = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  writeFileSync(path + '.br', packed);
  rmSync(path);
  console.log(`${path}.br ${packed.length}`);
}
