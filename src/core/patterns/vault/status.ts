/** Values of the status column: the key appeared (or is back), and it is gone. */
export const APPEARED = 'I';
export const GONE = 'D';
