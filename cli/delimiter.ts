// How records lie in a stream of bytes: one record per piece of input, delimiters exact, never collapsed.
// Called by cutter.ts (produce: bytes to records) and record-writer.ts (consume: records to bytes), so that both agree.
//   newline     record 0x0a            nul         record 0x00
//   blank-line  record 0x0a 0x0a       u32         length (4 bytes, big-endian) record
export const delimiterNames = ['newline', 'nul', 'blank-line', 'u32'] as const
export type DelimiterName = (typeof delimiterNames)[number]

/** Bytes of the length in front of a record with `u32`. */
export const u32PrefixBytes = 4

/** What stands behind a record. Empty for `u32`, which has a length in front instead. */
export function terminatorOf(name: DelimiterName): Buffer {
  switch (name) {
    case 'newline':
      return Buffer.from('\n')
    case 'nul':
      return Buffer.from('\0')
    case 'blank-line':
      return Buffer.from('\n\n')
    case 'u32':
      return Buffer.alloc(0)
  }
}
