import '../without-eval.ts';
import { createWriting } from './writing.ts';
import type { ExportMessage } from './messages.ts';

const hear = createWriting((answer, transfer = []) => self.postMessage(answer, { transfer: [...transfer] }));
self.addEventListener('message', ({ data }: MessageEvent<ExportMessage>) => hear(data));
