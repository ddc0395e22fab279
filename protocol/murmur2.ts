// Kafka's key hash (Murmur 2, 32 bit, its seed) and the partition it gives, so that a key goes to the same partition no
// matter which client wrote it. Called by the client's partitioner. Integer arithmetic wraps as in Java: Math.imul.

const SEED = 0x9747_b28c
const MULTIPLIER = 0x5bd1_e995

/** The hash as a signed 32-bit integer. */
export function murmur2(bytes: Uint8Array): number {
  const length = bytes.length
  let hash = SEED ^ length
  const whole = length & ~3
  for (let i = 0; i < whole; i += 4) {
    const at = (k: number): number => bytes[i + k]
    let word = Math.imul(at(0) | (at(1) << 8) | (at(2) << 16) | (at(3) << 24), MULTIPLIER)
    word ^= word >>> 24
    hash = Math.imul(hash, MULTIPLIER) ^ Math.imul(word, MULTIPLIER)
  }
  const rest = length - whole
  if (rest > 2) hash ^= bytes[whole + 2] << 16
  if (rest > 1) hash ^= bytes[whole + 1] << 8
  if (rest > 0) hash = Math.imul(hash ^ bytes[whole], MULTIPLIER)
  hash = Math.imul(hash ^ (hash >>> 13), MULTIPLIER)
  return hash ^ (hash >>> 15)
}

/** The partition of a key among `partitionsCount`. */
export function partitionOf(key: Uint8Array, partitionsCount: number): number {
  return (murmur2(key) & 0x7fff_ffff) % partitionsCount
}
