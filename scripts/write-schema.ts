import { writeFileSync } from 'node:fs';
import { jsonSchema } from '../src/core/model/json-schema.ts';

writeFileSync(new URL('../public/schema/orrery-1.json', import.meta.url), `${JSON.stringify(jsonSchema(), null, 2)}\n`);
