// Runs the tests of the page's model in Node: bundles each of test/*.test.mjs with the TypeScript it imports.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const web = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ojo-page-'));
try {
  const tests = readdirSync(join(web, 'test')).filter((name) => name.endsWith('.test.mjs'));
  await build({
    absWorkingDir: web,
    entryPoints: tests.map((name) => join('test', name)),
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'node',
    outExtension: { '.js': '.mjs' },
    logLevel: 'warning',
  });
  const { status } = spawnSync(process.execPath, ['--test', ...tests.map((name) => join(folder, name))], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
