import { describe, expect, it } from 'vitest';
import { HEADERS, META_POLICY } from './content-security-policy.ts';
import { errorReport } from './error-report.ts';

describe('the policy of the page', () => {
  it('allows no other origin and no code from text', () => {
    for (const policy of [META_POLICY, HEADERS['Content-Security-Policy'] ?? '']) {
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/https?:|\*|'unsafe-eval'/);
      expect(/script-src[^;]*/.exec(policy)?.[0]).not.toMatch(/unsafe-inline|data:|blob:/);
    }
    expect(META_POLICY).not.toContain('frame-ancestors');
  });
});

describe('the report of a crash', () => {
  it('carries the message, the stack and the component, whatever was thrown', () => {
    const report = errorReport(new TypeError('no such thing'), '\n  at Panel');
    expect(report).toContain('TypeError: no such thing');
    expect(report).toContain('at Panel');
    expect(errorReport('text', undefined)).toContain('text');
  });
});
