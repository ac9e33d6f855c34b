import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { icons } from './scripts/build/icons.ts';
import { licences } from './scripts/build/licences.ts';
import { offline } from './scripts/build/offline.ts';
import { HEADERS, META_POLICY } from './src/app/content-security-policy.ts';

/** The built page carries its policy with it; the development server needs inline scripts and does without. */
function policy(): Plugin {
  return {
    name: 'orrery-policy',
    apply: 'build',
    transformIndexHtml: (html) => html.replace('<head>', `<head>\n    <meta http-equiv="Content-Security-Policy" content="${META_POLICY}" />`),
  };
}

export default defineConfig({
  // Relative addresses: the folder works from any path.
  base: './',
  plugins: [react(), policy(), icons(), licences(), offline()],
  resolve: { dedupe: ['apache-arrow', 'react', 'react-dom'] },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        // What the first load needs comes in two files rather than in a hundred small ones that others share with it.
        codeSplitting: {
          groups: [
            { name: 'libraries', test: /node_modules/, tags: ['$initial'], priority: 2 },
            { name: 'studio', test: /src(?!.app.main)/, tags: ['$initial'], priority: 1 },
          ],
        },
      },
    },
    // The SQL editor, which is fetched when SQL is first shown.
    chunkSizeWarningLimit: 3200,
  },
  preview: { headers: HEADERS },
});
