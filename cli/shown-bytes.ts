// Keys, values and header values as JSON shows them. Called by record-writer.ts and dump.ts.
import { isUtf8 } from 'node:buffer'

/** `name` with text where the bytes are UTF-8, else `nameBase64`, so that nothing is lost; null stays null. */
export function showBytes(
  into: Record<string, unknown>,
  name: string,
  bytes: Uint8Array | null | undefined,
): void {
  if (bytes == null) {
    into[name] = null
    return
  }
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (isUtf8(bytes)) into[name] = view.toString('utf8')
  else into[`${name}Base64`] = view.toString('base64')
}
