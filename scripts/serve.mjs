import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './packages.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.zip': 'application/zip',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/** The policy that the page sets for itself. Workers take theirs from the answer that brought them, so every answer carries it. */
function policyOf(folder) {
  const meta = /<meta[^>]+http-equiv="Content-Security-Policy"[^>]*>/i.exec(readFileSync(join(folder, 'index.html'), 'utf8'))?.[0];
  return meta && /content="([^"]+)"/i.exec(meta)?.[1];
}

/** Serves a built folder below `base` on this machine alone. @returns the server and its address; rejects when the port is taken. */
export function serve({ folder = join(ROOT, 'dist'), port = 0, base = '/' } = {}) {
  const policy = policyOf(folder);
  const server = createServer((request, response) => {
    const answer = (status, text) => {
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(text);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, 'Only GET and HEAD are answered.\n');
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (!pathname.startsWith(base)) return answer(404, 'Not found.\n');
    let path;
    try {
      path = decodeURIComponent(pathname.slice(base.length));
    } catch {
      return answer(400, 'That is not an address.\n');
    }
    const file = normalize(join(folder, path === '' || path.endsWith('/') ? `${path}index.html` : path));
    const found = file.startsWith(folder + sep) && !file.includes('\0') ? statSync(file, { throwIfNoEntry: false }) : undefined;
    if (!found?.isFile()) return answer(404, 'Not found.\n');
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-length': found.size,
      'cache-control': path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      // Framing can be forbidden by a header only.
      ...(policy ? { 'content-security-policy': `${policy}; frame-ancestors 'none'` } : {}),
    });
    if (request.method === 'HEAD') return response.end();
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve({ server, url: `http://127.0.0.1:${server.address().port}${base}` }));
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const option = (name, otherwise) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise;
  const { url } = await serve({ port: Number(option('port', '0')), base: option('base', '/') });
  console.log(url);
}
