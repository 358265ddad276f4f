// How the website chat is built: a loader that stands alone in one classic script, and the panel that runs in its frame.
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A classic script shares its names with the site's page: the loader gets a scope of its own. */
const alone: Plugin = {
  name: 'loader-in-its-own-scope',
  generateBundle(_options, bundle) {
    const loader = bundle['widget.js'];
    if (loader?.type !== 'chunk' || loader.imports.length > 0) throw new Error('the loader must be one file without imports');
    loader.code = `(()=>{${loader.code.trim()}})();\n`;
  },
};

export default defineConfig({
  root: here('.'),
  // the panel is served below any path
  base: './',
  resolve: { alias: [{ find: /^#libs\/(.*)\.js$/, replacement: `${here('../../libs')}/$1.ts` }] },
  plugins: [alone],
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
