// npm run build, unless dist is newer than every source already.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const room = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = [
  'src',
  'build',
  'public/icon.svg',
  'index.html',
  'vite.config.ts',
  'svelte.config.js',
  'package-lock.json',
];

function newestMs(path) {
  const found = statSync(path);
  return found.isDirectory()
    ? Math.max(0, ...readdirSync(path).map((name) => newestMs(`${path}/${name}`)))
    : found.mtimeMs;
}

export function buildPage() {
  const page = `${room}dist/index.html`;
  if (
    existsSync(page) &&
    statSync(page).mtimeMs > Math.max(...SOURCES.map((path) => newestMs(room + path)))
  ) {
    console.log('the page is up to date');
    return;
  }
  execFileSync('npm', ['run', '--silent', 'build'], {
    cwd: room,
    // Vitest, which builds the page before it looks at it, says "test": that would be another page than the one that is shipped.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  buildPage();
  // Maven copies dist there next, and never removes what an earlier build had under another hash.
  rmSync(`${room}target/classes/META-INF/resources`, { recursive: true, force: true });
}
