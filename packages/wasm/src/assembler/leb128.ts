/** LEB128, in which WebAssembly writes integers: seven bits a byte, the lowest first. */

/** The bytes of an unsigned integer below 2³². */
export function unsigned(n: number): number[] {
  const bytes: number[] = [];
  let rest = n >>> 0;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** The bytes of a signed integer of up to 64 bits. */
export function signed(n: number | bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt(n);
  for (;;) {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    // The highest bit written is the sign: stop when the rest is nothing but that sign.
    if (rest === (low & 0x40 ? -1n : 0n)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}
