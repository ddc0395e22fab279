// Where a broker runs. Called first by index.ts and broker.ts, before anything that would fail less clearly.
import { SluiceError } from '../protocol/errors.ts'

export function checkPlatform(platform: string = process.platform): void {
  if (platform === 'linux') return
  throw new SluiceError('UNSUPPORTED_PLATFORM', `the Sluice broker runs on Linux, this is ${platform}`, {
    hint: 'the client runs here: connect it to a broker on Linux (a virtual machine or container will do)',
  })
}
