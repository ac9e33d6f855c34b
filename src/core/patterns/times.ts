/** When what has no time of its own begins: before every delivery. */
export const BEGINNING = '1900-01-01 00:00:00';
/** When what is open ends. Validity is half-open, so it holds up to here. */
export const END_OF_TIME = '9999-12-31 00:00:00';
