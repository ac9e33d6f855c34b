declare module 'lz4js' {
  const lz4: {
    /** A frame of LZ4, unpacked. Throws on bytes that are none. */
    decompress(bytes: Uint8Array): Uint8Array;
  };
  export default lz4;
}
