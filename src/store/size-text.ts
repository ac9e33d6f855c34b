/** Bytes of memory in the unit that suits them, of 1,024s: `512 MB`, `3.1 GB`. */
export const sizeText = (bytes: number): string => (bytes < 1024 ** 3 ? `${Math.ceil(bytes / 1024 ** 2)} MB` : `${(bytes / 1024 ** 3).toFixed(1)} GB`);
