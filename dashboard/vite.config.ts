import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { MockFleet } from './test/mock/server.ts';

// The page the developer sees talks to a real gateway where FLEET_URL names one, else to a made-up fleet.
const PAGE_PORT = Number(process.env['PORT'] ?? 5173);
const MOCK_PORT = PAGE_PORT + 1;
const backend = process.env['FLEET_URL'] ?? `http://127.0.0.1:${MOCK_PORT}`;

const mockFleet = (): Plugin => ({
  name: 'mock-fleet',
  apply: 'serve',
  async configureServer(server) {
    if (process.env['FLEET_URL'] || process.env['VITEST']) return;
    const mock = await MockFleet.start({ port: MOCK_PORT });
    server.httpServer?.once('close', () => void mock.stop());
  },
});

export default defineConfig({
  plugins: [svelte(), mockFleet()],
  server: {
    host: '127.0.0.1',
    port: PAGE_PORT,
    proxy: { '/api': backend, '/ws': { target: backend, ws: true } },
  },
  build: {
    target: 'es2022',
    // MapLibre alone is a megabyte; it is a chunk of its own, loaded after the first paint.
    chunkSizeWarningLimit: 1200,
  },
});
