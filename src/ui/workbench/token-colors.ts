interface TokenColor {
  readonly token: string;
  /** Without the hash, as Monaco takes it. */
  readonly foreground: string;
}

/** Where Monaco's own colours are too faint on the panel's ground: each of these has a contrast of 4.5 to it at least. */
export const LIGHT_TOKENS: TokenColor[] = [
  { token: 'operator.sql', foreground: '545d68' },
  { token: 'string.sql', foreground: 'b4232f' },
  { token: 'predefined.sql', foreground: '8a2f8a' },
  { token: 'comment', foreground: '1a7340' },
];
export const DARK_TOKENS: TokenColor[] = [
  { token: 'operator.sql', foreground: 'a3adb8' },
  { token: 'string.sql', foreground: 'ff8f98' },
  { token: 'predefined.sql', foreground: 'd3a0f0' },
  { token: 'comment', foreground: '8fbf7a' },
];
