// Builds the page into ../wwwroot/assets: installs packages where the lock file changed, checks types, bundles.
// Called by Page.targets. Several builds may call it at once: one works, the others wait and find the work done.

import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = dirname(fileURLToPath(import.meta.url));
const state = resolve(process.argv[2] ?? join(web, '../obj/page'));
const assets = join(web, '../wwwroot/assets');
const modules = join(web, 'node_modules');

function fail(message) {
  // The form that MSBuild shows as an error of its own.
  console.error(`${relative(process.cwd(), web) || '.'} : error OJOPAGE: ${message}`);
  process.exit(1);
}

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`Node.js ${process.versions.node} is too old to build the page. Install Node.js 20 or newer (https://nodejs.org).`);
}

/** Whether a process of this id is there; a lock whose owner died is nobody's. */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function lock(path) {
  const patience = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      const file = openSync(path, 'wx');
      writeFileSync(file, String(process.pid));
      closeSync(file);
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      try {
        const owner = Number(readFileSync(path, 'utf8'));
        // An empty lock is one that is just being written, unless it stays so.
        const abandoned = owner > 0 ? !isAlive(owner) : Date.now() - statSync(path).mtimeMs > 10_000;
        if (abandoned) rmSync(path, { force: true });
      } catch (gone) {
        if (gone.code !== 'ENOENT') throw gone;
      }
      Atomics.wait(patience, 0, 0, 100);
    }
  }
}

function run(command, args, why, shell = false) {
  const { status, error } = spawnSync(command, args, { cwd: web, stdio: ['ignore', 'inherit', 'inherit'], shell });
  if (error || status !== 0) fail(`${why}${error ? ` (${error.message})` : ''}`);
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function hash(paths) {
  const sum = createHash('sha256');
  for (const path of paths) sum.update(relative(web, path)).update('\0').update(readFileSync(path));
  return sum.digest('hex');
}

const readIfThere = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

mkdirSync(state, { recursive: true });
const lockPath = join(state, 'lock');
lock(lockPath);
process.on('exit', () => rmSync(lockPath, { force: true }));

const packages = hash([join(web, 'package.json'), join(web, 'package-lock.json')]);
const packagesStamp = join(modules, '.ojo-packages');
if (readIfThere(packagesStamp) !== packages) {
  run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'],
    'npm could not install the page\'s packages. See what it says above; "npm ci" in this folder repeats it.', process.platform === 'win32');
  writeFileSync(packagesStamp, packages);
}

const sources = hash([...files(join(web, 'src')), join(web, 'build.mjs'), join(web, 'tsconfig.json'), join(web, 'package-lock.json')]);
const sourcesStamp = join(state, 'built');
const outputs = ['app.js', 'app.css', 'theme.js', 'worker.js'].map((name) => join(assets, name));
if (readIfThere(sourcesStamp) !== sources || !outputs.every(existsSync)) {
  run(process.execPath, [join(modules, 'typescript/bin/tsc'), '--noEmit'], 'the page\'s TypeScript has errors, listed above.');

  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    absWorkingDir: web,
    entryPoints: { app: 'src/app.ts', theme: 'src/theme.ts', worker: 'src/plugins/worker.ts' },
    outdir: assets,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022'],
    legalComments: 'eof',
    charset: 'utf8',
    logLevel: 'warning',
    write: false,
  }).catch(() => fail('esbuild could not bundle the page, for the reason above.'));

  mkdirSync(assets, { recursive: true });
  for (const file of outputFiles) {
    // Renamed over, so that a compiler that embeds the file at this moment reads the old one or the new one, whole.
    writeFileSync(`${file.path}.${process.pid}`, file.contents);
    renameSync(`${file.path}.${process.pid}`, file.path);
  }
  writeFileSync(sourcesStamp, sources);
}

const now = new Date();
for (const output of [...outputs, packagesStamp]) utimesSync(output, now, now);
