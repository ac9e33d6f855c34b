import { afterEach, beforeEach } from 'vitest';

const treeOf = (path: string): string => /tree-\d+/.exec(path)?.[0] ?? path;
const state = globalThis as { failedTrees?: Set<string> };
const failed = (state.failedTrees ??= new Set());

// One failure says that a rule was noticed: the other tests of that copy need not run.
beforeEach(({ task, skip }) => {
  if (failed.has(treeOf(task.file.filepath))) skip();
});
afterEach(({ task }) => {
  if (task.result?.state === 'fail') failed.add(treeOf(task.file.filepath));
});
