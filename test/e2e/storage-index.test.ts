// The log is the only truth: the storage index may be deleted or damaged while the broker is stopped and nothing is lost; a
// clean marker of another boot is not believed. Through the real process and the command line.
import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { type BrokerProcess, sluice, startBrokerProcess, withDirectory } from './broker-process.ts'

const INPUT = Array.from({ length: 20_000 }, (_, i) => `line ${i} ${'x'.repeat(i % 300)}\n`).join('')

async function command(broker: BrokerProcess, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await sluice([...args, '--broker', broker.address])
  expect(code, `sluice ${args.join(' ')}: ${stderr}`).to.equal(0)
  return stdout
}

async function state(broker: BrokerProcess): Promise<{ text: string; topics: unknown }> {
  const text = await command(broker, 'consume', 'lines', '--from', 'earliest', '--until-end')
  const topics = JSON.parse(await command(broker, 'topic', 'describe', 'lines', '-o', 'json'))
  return { text, topics }
}

async function withFilledDirectory(
  use: (data: string, before: { text: string; topics: unknown }) => Promise<void>,
) {
  await withDirectory(async (directory) => {
    const data = join(directory, 'data')
    const broker = await startBrokerProcess({ data })
    const input = join(directory, 'input')
    await writeFile(input, INPUT)
    await command(broker, 'produce', 'lines', '--create', '--set', 'segment.bytes=1MiB', '--file', input)
    const before = await state(broker)
    expect(before.text).to.equal(INPUT)
    expect(await broker.stop()).to.equal(0)
    await use(data, before)
  })
}

async function sameAfterRestart(data: string, before: { text: string; topics: unknown }) {
  const broker = await startBrokerProcess({ data })
  try {
    const after = await state(broker)
    expect(after.text).to.equal(before.text)
    expect(withoutEpoch(after.topics)).to.deep.equal(withoutEpoch(before.topics))
    await command(broker, 'produce', 'lines', '--file', join(data, 'format')) // still takes records
  } finally {
    expect(await broker.stop()).to.equal(0)
  }
}

/** The leader epoch grows with each start; everything else must be equal. */
function withoutEpoch(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner) => (/epoch/i.test(key) ? undefined : inner)))
}

describe('storage index', function () {
  this.timeout(60_000)

  it('is rebuilt after it was deleted', () =>
    withFilledDirectory(async (data, before) => {
      await rm(join(data, 'index'), { recursive: true })
      await sameAfterRestart(data, before)
    }))

  it('is rebuilt after bytes were flipped in it', () =>
    withFilledDirectory(async (data, before) => {
      const files = (await readdir(join(data, 'index'), { recursive: true })).filter((name) =>
        name.endsWith('.mdb'),
      )
      expect(files).to.not.be.empty
      for (const name of files) {
        const path = join(data, 'index', name)
        const bytes = await readFile(path)
        for (let at = 0; at < bytes.length; at += 512) bytes[at + (at % 509)]! ^= 0xff
        await writeFile(path, bytes)
      }
      await sameAfterRestart(data, before)
    }))

  it('and a clean marker put back from an older boot is not believed', () =>
    withFilledDirectory(async (data, before) => {
      await copyFile(join(data, 'clean'), join(data, '..', 'old-clean'))
      const broker = await startBrokerProcess({ data })
      await command(broker, 'produce', 'lines', '--file', join(data, '..', 'input'))
      expect(await broker.stop('SIGKILL')).to.equal('SIGKILL')
      await copyFile(join(data, '..', 'old-clean'), join(data, 'clean'))
      const again = await startBrokerProcess({ data })
      try {
        expect((await state(again)).text).to.equal(before.text + before.text)
      } finally {
        expect(await again.stop()).to.equal(0)
      }
    }))
})
