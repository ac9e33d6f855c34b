import { describe, expect, it } from 'vitest';
import { projectFacts, roomFacts, whenText } from './project-facts.ts';

const now = new Date(2026, 2, 3, 0, 30);

describe('what is told of a project', () => {
  it('says times as a person does, by the days of the calendar', () => {
    expect(whenText(new Date(2026, 2, 3, 0, 5).toISOString(), now)).toBe('today, 00:05');
    expect(whenText(new Date(2026, 2, 2, 23, 50).toISOString(), now)).toBe('yesterday, 23:50');
    expect(whenText(new Date(2026, 1, 28).toISOString(), now)).toBe('28 Feb 2026');
    expect(whenText('never', now)).toBe('at an unknown time');
  });
  it('counts objects and the bytes of files', () => {
    const project = { id: 'a', name: 'A', changed: new Date(2026, 2, 3).toISOString(), objects: 1, files: [], elsewhere: false };
    expect(projectFacts(project, now)).toBe('1 object · no data · changed today, 00:00');
    const files = [1_500_000, 600_000].map((size, index) => ({ path: `${index}`, size, fingerprint: `${index}` }));
    expect(projectFacts({ ...project, objects: 1200, files }, now)).toBe('1,200 objects · 2 files, 2.1 MB · changed today, 00:00');
    expect(projectFacts({ ...project, problem: 'no name' }, now)).toContain('no name');
  });
  it('tells the room, and that it is not told', () => {
    expect(roomFacts({ used: 48_000_000, limit: 2e9, promised: true })).toContain('48 MB of 2.0 GB used');
    expect(roomFacts(undefined)).toContain('does not tell');
  });
});
