// A real file, as a stranger would try it: Debian's package index, tens of MB of stanzas. One partition gives the same bytes
// back; eight give every stanza exactly once, and equal keys in one partition. Needs lz4 and a filled /var/lib/apt/lists.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { sluice, startBrokerProcess, withDirectory } from '../e2e/broker-process.ts'

const LISTS = '/var/lib/apt/lists'

function packageIndex(): Buffer {
  const files = readdirSync(LISTS).filter((name) => name.endsWith('_Packages.lz4'))
  const largest = files.sort((a, b) => statSync(join(LISTS, b)).size - statSync(join(LISTS, a)).size)[0]
  if (largest === undefined) throw new Error(`no *_Packages.lz4 in ${LISTS}: run apt-get update first`)
  return execFileSync('lz4', ['-dc', join(LISTS, largest)], { maxBuffer: 1 << 30 })
}

const digest = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')

describe("Debian's package index", function () {
  this.timeout(180_000)

  it('comes back byte for byte from one partition; from eight, every stanza once and equal keys together', () =>
    withDirectory(async (directory) => {
      const index = packageIndex()
      const file = join(directory, 'packages')
      await writeFile(file, index)
      const broker = await startBrokerProcess({ data: join(directory, 'data') })
      const run = async (...args: string[]) => {
        const { code, stdout, stderr } = await sluice([...args, '--broker', broker.address])
        expect(code, `sluice ${args.join(' ')}: ${stderr}`).to.equal(0)
        return stdout
      }
      try {
        const produce = ['--create', '--file', file, '--delimiter', 'blank-line', '--key-field', 'Package']
        await run('produce', 'packages', ...produce)
        const back = await run(
          'consume',
          'packages',
          '--from',
          'earliest',
          '--until-end',
          '--delimiter',
          'blank-line',
        )
        expect(digest(back)).to.equal(digest(index))

        await run('produce', 'packages-8', '--partitions', '8', ...produce)
        const stanzas: string[] = []
        const partitionOf = new Map<string, number>()
        for (let partition = 0; partition < 8; partition++) {
          const text = await run(
            'consume',
            'packages-8',
            '--partition',
            String(partition),
            '--from',
            'earliest',
            '--until-end',
            '--delimiter',
            'blank-line',
          )
          for (const stanza of text.split('\n\n').slice(0, -1)) {
            stanzas.push(stanza)
            const name = /^Package: (.*)$/m.exec(stanza)?.[1] as string
            expect(partitionOf.get(name) ?? partition, `package ${name} in two partitions`).to.equal(
              partition,
            )
            partitionOf.set(name, partition)
          }
        }
        expect(new Set(partitionOf.values()).size).to.equal(8)
        const expected = index.toString('utf8').split('\n\n').slice(0, -1)
        expect(digest(stanzas.sort().join('\n\n'))).to.equal(digest(expected.sort().join('\n\n')))
      } finally {
        expect(await broker.stop()).to.equal(0)
      }
    }))
})
