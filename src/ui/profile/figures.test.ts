import { expect, it } from 'vitest';
import { figure, share } from './figures.ts';

it('tells shares that are never nothing or all when they are not', () => {
  expect([share(0, 0), share(0, 5), share(5, 5), share(1, 1_000_000), share(999_999, 1_000_000), share(1, 3), share(9.96, 100), share(1, 200)]).toEqual([
    '0%',
    '0%',
    '100%',
    '<0.1%',
    '>99%',
    '33%',
    '10%',
    '0.5%',
  ]);
});

it('writes measured numbers with the digits that say something', () => {
  expect([figure(3), figure(1234567.891), figure(4.25), figure(-0.000_012_34), figure(0), figure(1e20), figure(0.5)]).toEqual([
    '3',
    '1,234,567.9',
    '4.25',
    '-1.234e-5',
    '0',
    '1.000e+20',
    '0.5',
  ]);
});
