/**
 * What the page and its workers may load: themselves, and nothing from elsewhere. WebAssembly may compile, text may not
 * become code. `data:` lets the engine's look-up of an extension fail without leaving the machine.
 */
const DIRECTIVES: readonly (readonly [string, string])[] = [
  ['default-src', "'none'"],
  ['script-src', "'self' 'wasm-unsafe-eval'"],
  ['worker-src', "'self' blob:"],
  ['connect-src', "'self' data:"],
  ['style-src', "'self' 'unsafe-inline'"],
  ['img-src', "'self' data: blob:"],
  ['font-src', "'self' data:"],
  ['manifest-src', "'self'"],
  ['base-uri', "'none'"],
  ['form-action', "'none'"],
];

const text = (directives: readonly (readonly [string, string])[]): string => directives.map((directive) => directive.join(' ')).join('; ');

/** For the page itself, as a meta tag: it holds wherever the folder is served from. */
export const META_POLICY = text(DIRECTIVES);

/** For servers: workers take theirs from the answer that brought their script, and only a header can forbid framing. */
export const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': text([...DIRECTIVES, ['frame-ancestors', "'none'"]]),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};
