// The page's unit tests: each file is bundled by Vite, as the page is, and run by Node's own test runner in a process of its own. A reporter may be named: node tests/run.mjs spec
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const outDir = join(here, '..', 'node_modules', '.tests', String(process.pid));
const files = readdirSync(here, { recursive: true }).filter((f) => f.endsWith('.test.ts'));
const nameOf = (file) => relative(here, join(here, file)).replace(/\.test\.ts$/, '');

try {
  await build({
    configFile: false, logLevel: 'warn', publicDir: false, root: here,
    build: { ssr: true, target: 'es2022', outDir, emptyOutDir: true, sourcemap: 'inline', rollupOptions: { input: Object.fromEntries(files.map((f) => [nameOf(f), join(here, f)])) } },
  });
  const run = [join(here, 'support', 'browser.mjs'), ...files.map((f) => join(outDir, `${nameOf(f)}.js`))];
  const [reporter = 'spec'] = process.argv.slice(2);
  // The zone of this machine must not matter: one that is nobody's.
  const ended = spawnSync(process.execPath, ['--enable-source-maps', '--import', run[0], '--test', `--test-reporter=${reporter}`, ...run.slice(1)], { stdio: 'inherit', env: { ...process.env, TZ: 'Pacific/Chatham' } });
  process.exitCode = ended.status ?? 1;
} finally {
  rmSync(outDir, { recursive: true, force: true });
}
