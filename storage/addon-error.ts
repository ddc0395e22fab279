// What the addon says about itself, as the error that people and programs know. Used wherever it may be loaded first: by the
// lock of a data directory (`sluice check`, the store) and by the broker.
import { NativeError } from '../native/index.ts'
import { SluiceError } from '../protocol/errors.ts'

/** ADDON_MISSING and UNSUPPORTED_PLATFORM become SluiceErrors; everything else is given back as it is. */
export function addonError(error: unknown): unknown {
  if (!(error instanceof NativeError)) return error
  if (error.code !== 'ADDON_MISSING' && error.code !== 'UNSUPPORTED_PLATFORM') return error
  return new SluiceError(error.code, error.message, { cause: error })
}
