// How the website chat is built: a loader that stands alone in one classic script, and the panel that runs in its frame.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  // the panel is served below any path
  base: './',
  resolve: { alias: [{ find: /^#libs\/(.*)\.js$/, replacement: `${here('../../libs')}/$1.ts` }] },
  build: {
    outDir: here('../../dist/widget'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { panel: here('panel.html'), widget: here('widget.main.ts') },
      // sites name widget.js for years, so names carry no hash
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' },
    },
  },
});
