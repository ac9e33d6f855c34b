import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { sampleZip } from './scripts/sample-zip.ts';
import { HEADERS, META_POLICY } from './src/app/content-security-policy.ts';

const SAMPLE = 'sample/shop.zip';

/** Serves and writes the sample, made by its seeded script, next to the page. */
function sample(): Plugin {
  return {
    name: 'orrery-sample',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (request.url?.split('?')[0] !== `/${SAMPLE}`) { next(); return; }
        response.setHeader('Content-Type', 'application/zip');
        response.end(sampleZip());
      });
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: SAMPLE, source: sampleZip() });
    },
  };
}

/** The built page carries its policy with it; the development server needs inline scripts and does without. */
function policy(): Plugin {
  return {
    name: 'orrery-policy',
    apply: 'build',
    transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: META_POLICY }, injectTo: 'head-prepend' }],
  };
}

export default defineConfig({
  // Relative addresses: the folder works from any path.
  base: './',
  plugins: [react(), sample(), policy()],
  resolve: { dedupe: ['apache-arrow', 'react', 'react-dom'] },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  preview: { headers: HEADERS },
});
