import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import type { Project } from '../core/model/types.ts';
import { writeProject, type ReadFile } from '../core/model/write-project.ts';
import { openTexts, type Opening } from './project-files.ts';

const VERSION = '1';
/** No model of a link that a person made is larger than this, in bytes of text. */
const MOST_TEXT = 16_000_000;

const toBase64Url = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};
const fromBase64Url = (text: string): Uint8Array =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));

/** Unpacks without letting a small text become an endless one. */
function inflated(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  const stream = new Inflate((part) => {
    size += part.length;
    if (size > MOST_TEXT) throw new Error('it holds more than a model can be');
    parts.push(part);
  });
  stream.push(bytes, true);
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The model without its deliveries and rows, as text for the part of an address that is not sent to any server. The same model gives the same text. */
export function linkText(project: Project, opened: ReadonlyMap<string, ReadFile>): string {
  const texts = writeProject({ ...project, deliveries: [] }, opened);
  return `${VERSION}.${toBase64Url(deflateSync(strToU8(JSON.stringify(Object.fromEntries(texts))), { level: 9, mem: 9 }))}`;
}

/** What the text of a link holds. @throws with a sentence when it holds no model */
export function openLinkText(text: string): Opening {
  const dot = text.indexOf('.');
  if (dot < 0 || !/^\d+$/.test(text.slice(0, dot)))
    throw new Error('The link is cut off, or was changed on its way. Ask for it again, or for the project as a zip.');
  if (text.slice(0, dot) !== VERSION)
    throw new Error('The link was made by a later version of Orrery: reload the page to get it, or ask for the project as a zip.');
  let files: unknown;
  try {
    files = JSON.parse(strFromU8(inflated(fromBase64Url(text.slice(dot + 1)))));
  } catch {
    throw new Error('The link is cut off, or was changed on its way. Ask for it again, or for the project as a zip.');
  }
  if (typeof files !== 'object' || files === null) throw new Error('The link holds no model.');
  return openTexts(new Map(Object.entries(files).filter((entry): entry is [string, string] => typeof entry[1] === 'string')));
}
