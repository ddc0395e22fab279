import { expect } from 'chai'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  CheckpointWriter,
  encodeSlot,
  newestSlot,
  readCheckpoint,
  SLOT_BYTES,
} from '../../storage/checkpoint.ts'
import { makeDirectory } from './fixture.ts'

const at = (offset: number) => ({
  topicId: Buffer.alloc(16, 1),
  partition: 2,
  segmentBaseOffset: 0,
  position: offset * 10,
  offset,
})

describe('checkpoint', () => {
  let directory: { path: string; remove: () => void }
  let path: string
  beforeEach(() => {
    directory = makeDirectory()
    path = join(directory.path, 'checkpoint')
  })
  afterEach(() => directory.remove())

  async function write(from: number, offsets: number[]): Promise<void> {
    const writer = new CheckpointWriter(path, 3, from)
    for (const offset of offsets) await writer.write([at(offset)])
    await writer.close()
  }

  it('is the newest of two slots', async () => {
    expect(await readCheckpoint(path)).to.equal(undefined)
    await write(0, [5, 6, 7])
    const checkpoint = await readCheckpoint(path)
    expect(checkpoint?.number).to.equal(3)
    expect(checkpoint?.bootEpoch).to.equal(3)
    expect(checkpoint?.logs[0]?.offset).to.equal(7)
  })

  it('falls back to the other slot when one is torn', async () => {
    await write(0, [5, 6, 7])
    const file = readFileSync(path)
    const newest = (3 % 2) * SLOT_BYTES
    for (const torn of [newest, newest + 5, newest + 12]) {
      const copy = Buffer.from(file)
      copy[torn] = (copy[torn] as number) ^ 0x40
      expect(newestSlot(copy)?.logs[0]?.offset).to.equal(6)
    }
    expect(newestSlot(file.subarray(0, SLOT_BYTES + 20))?.logs[0]?.offset).to.equal(6)
  })

  it('goes on with the number it found', async () => {
    await write(0, [5])
    await write(1, [8])
    expect((await readCheckpoint(path))?.logs[0]?.offset).to.equal(8)
  })

  it('is nothing when both slots are damaged', () => {
    writeFileSync(path, Buffer.alloc(100, 7))
    expect(newestSlot(readFileSync(path))).to.equal(undefined)
    expect(newestSlot(Buffer.alloc(0))).to.equal(undefined)
    expect(newestSlot(encodeSlot({ number: 1, logs: [] }))?.number).to.equal(1)
  })
})
