// Prints, for Spark, the query of all hash text cases and what it must give, as JSON: what spark.py runs.
import { writeFileSync } from 'node:fs';
import { HASH_TEXT_CASES, hashTextExpected, hashTextQuery } from '../test/support/hash-text-cases.ts';

const out = process.argv[2];
if (out === undefined) throw new Error('Name the file to write.');
writeFileSync(
  out,
  JSON.stringify({
    query: hashTextQuery('spark'),
    cases: HASH_TEXT_CASES.map(({ type, from, value }) => ({ type, from, value })),
    expected: hashTextExpected(),
  }),
);
