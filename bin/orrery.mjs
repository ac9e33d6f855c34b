#!/usr/bin/env node
import { register } from 'tsx/esm/api';

register();
const { orrery } = await import('../src/cli/orrery.ts');
const { code, out } = orrery(process.argv.slice(2));
(code === 0 ? process.stdout : process.stderr).write(out);
process.exitCode = code;
