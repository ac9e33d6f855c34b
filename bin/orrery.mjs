#!/usr/bin/env node
import { register } from 'tsx/esm/api';

register();
const { orrery } = await import('../src/cli/orrery.ts');
const { code, out } = await orrery(process.argv.slice(2), (text) => process.stdout.write(text));
(code === 0 ? process.stdout : process.stderr).write(out);
process.exitCode = code;
