import '../without-eval.ts';
import { createSchemaReading, type SchemaQuestion } from './schema-reading.ts';

const answer = createSchemaReading();
self.addEventListener('message', ({ data }: MessageEvent<SchemaQuestion>) => self.postMessage(answer(data)));
