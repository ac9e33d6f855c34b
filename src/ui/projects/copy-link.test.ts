import { describe, expect, it } from 'vitest';
import { linkAddress, linkIn } from './copy-link.ts';

describe('the address of a model', () => {
  it('is the page with the model behind the hash, whatever stood there', () => {
    const address = linkAddress('https://example.org/studio/?a=1#model=1.old', '1.new');
    expect(address).toBe('https://example.org/studio/#model=1.new');
    expect(linkIn(new URL(address).hash)).toBe('1.new');
    expect([linkIn(''), linkIn('#other')]).toEqual([undefined, undefined]);
  });
});
