import { columnsLayout } from './layout/columns.ts';
import { settle } from './layout/settle.ts';
import { starLayout } from './layout/star.ts';
import { routeEdges } from './route.ts';
import type { Answer, Question } from './worker-messages.ts';

function answer(question: Question): Answer {
  switch (question.kind) {
    case 'route':
      return { kind: 'route', routes: routeEdges(question.boxes, question.wishes) };
    case 'star':
      return { kind: 'placing', placing: starLayout(question.input) };
    case 'columns':
      return { kind: 'placing', placing: columnsLayout(question.input) };
    case 'settle':
      return { kind: 'placing', placing: settle(question.nodes, question.placing, question.others) };
  }
}

self.addEventListener('message', ({ data }: MessageEvent<{ readonly id: number; readonly question: Question }>) => {
  self.postMessage({ id: data.id, answer: answer(data.question) });
});
