import type { Answer, AnswerTo, Question } from './worker-messages.ts';

let worker: Worker | undefined;
let asked = 0;
const waiting = new Map<number, { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void }>();

function open(): Worker {
  const opened = new Worker(new URL('./canvas.worker.ts', import.meta.url), { type: 'module', name: 'canvas' });
  opened.addEventListener('message', ({ data }: MessageEvent<{ readonly id: number; readonly answer: Answer }>) => {
    waiting.get(data.id)?.resolve(data.answer);
    waiting.delete(data.id);
  });
  opened.addEventListener('error', (event) => {
    event.preventDefault();
    worker = undefined;
    for (const { reject } of waiting.values()) reject(new Error('What draws diagrams beside the page could not be loaded: reload the page.'));
    waiting.clear();
  });
  return opened;
}

/** Works something out beside the page, which stays fluent. One worker serves every canvas and stays. Rejects when it does not load. */
export function askThread<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
  worker ??= open();
  asked += 1;
  const id = asked;
  const thread = worker;
  return new Promise<Answer>((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    thread.postMessage({ id, question });
  }) as Promise<AnswerTo<Q>>;
}
