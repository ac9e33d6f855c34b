/** The status of a key that is gone, in a status tracking satellite. */
export const GONE = 'D';
