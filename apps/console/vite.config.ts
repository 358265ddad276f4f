// How the console is built: one first-screen bundle, lazy screens, no inline scripts.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: '/',
  resolve: { alias: [{ find: /^#libs\/(.*)\.js$/, replacement: `${here('../../libs')}/$1.ts` }] },
  build: {
    outDir: here('../../dist/console'),
    emptyOutDir: true,
    target: 'es2022',
    // The polyfill of module preloading is an inline script in old browsers only; the policy forbids inline scripts.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
    // One file for the first screen instead of fifty small ones; what dialogs share is grouped beside it.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
      // Mantine marks its files "use client" for servers; here it means nothing.
      onwarn: (warning, warn) => void (warning.code !== 'MODULE_LEVEL_DIRECTIVE' && warn(warning)),
    },
  },
});
