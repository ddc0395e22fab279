import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { type BrokerConfig, type ConfigSources, resolveConfig } from '../../broker/config.ts'
import { configRows } from '../../broker/config-table.ts'
import { acceptedValues, parseConfigValue } from '../../broker/config-value.ts'
import { type ErrorName, SluiceError } from '../../protocol/errors.ts'

function refusal(sources: ConfigSources, code: ErrorName): SluiceError {
  try {
    resolveConfig(sources)
  } catch (error) {
    expect(error).to.be.instanceOf(SluiceError)
    expect((error as SluiceError).code).to.equal(code)
    return error as SluiceError
  }
  throw new Error(`accepted: ${JSON.stringify(sources)}`)
}

describe('broker: configuration', () => {
  let directory: string
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'sluice-config-'))
  })
  after(() => rmSync(directory, { recursive: true }))

  function file(text: string): string {
    const path = join(directory, 'broker.conf')
    writeFileSync(path, text)
    return path
  }

  it('has the defaults of the contract', () => {
    const config = resolveConfig()
    expect(config).to.deep.include({
      dataDirectory: './data',
      listen: ['127.0.0.1:9095'],
      http: '127.0.0.1:9096',
      insecure: false,
      topicsAutoCreate: false,
    })
    expect(config.topicDefaults).to.include({ durability: 'disk', maxMessageBytes: 1024 * 1024 })
    expect(config.origins.size).to.equal(0)
  })

  it('prefers --set to flags to environment to file to default', () => {
    const path = file('# comment\n\n flush.threads = 3 \nlisten=127.0.0.1:1\nhttp=off\nretention.ms=1d\n')
    const environment = { SLUICE_LISTEN: '127.0.0.1:2', SLUICE_FLUSH_THREADS: '4' }
    const at = (sources: ConfigSources): BrokerConfig => resolveConfig({ file: path, ...sources })
    expect(at({})).to.deep.include({ listen: ['127.0.0.1:1'], flushThreads: 3, http: false })
    expect(at({}).topicDefaults.retentionMs).to.equal(86_400_000)
    expect(at({ environment })).to.deep.include({ listen: ['127.0.0.1:2'], flushThreads: 4 })
    const flags = { listen: ['127.0.0.1:3', 'unix:/tmp/x'] }
    expect(at({ environment, flags }).listen).to.deep.equal(['127.0.0.1:3', 'unix:/tmp/x'])
    const all = at({ environment, flags, sets: { listen: '[::1]:4' } })
    expect(all.listen).to.deep.equal(['[::1]:4'])
    expect([...all.origins])
      .to.deep.include(['listen', 'flag'])
      .and.deep.include(['retention.ms', 'file'])
  })

  it('names the nearest key for one that does not exist, wherever it was given', () => {
    expect(refusal({ sets: { 'topic.autocreate': 'true' } }, 'UNKNOWN_CONFIG_KEY').hint).to.equal(
      'did you mean topics.autoCreate?',
    )
    const inFile = refusal({ file: file('\nretention.sm=1d\n') }, 'UNKNOWN_CONFIG_KEY')
    expect(inFile.message).to.include('line 2')
    expect(inFile.hint).to.equal('did you mean retention.ms?')
    expect(refusal({ sets: { 'completely.else': '1' } }, 'UNKNOWN_CONFIG_KEY').hint).to.include(
      'docs/config.md',
    )
    expect(refusal({ sets: { toString: '1' } }, 'UNKNOWN_CONFIG_KEY').message).to.include('toString')
  })

  it('starts in spite of foreign environment variables, and says so', () => {
    const { notices } = resolveConfig({ environment: { SLUICE_LISTN: 'x', SLUICE_BROKER: 'y', PATH: 'z' } })
    expect(notices).to.deep.equal(['SLUICE_LISTN is no setting; did you mean SLUICE_LISTEN?'])
  })

  const impossible: [string, string, RegExp][] = [
    ['network.threads', '0', /takes 1 to 16$/],
    ['network.threads', '17', /takes 1 to 16$/],
    ['network.threads', '1.5', /takes 1 to 16$/],
    ['network.threads', '', /takes 1 to 16$/],
    ['network.threads', '0x2', /takes 1 to 16$/],
    ['network.memory.bytes', '1KiB', /takes 64MiB to 64GiB$/],
    ['network.memory.bytes', 'much', /takes 64MiB to 64GiB$/],
    ['shutdown.timeout.ms', '1ms', /takes 100 to 1h$/],
    ['shutdown.timeout.ms', '-1', /takes 100 to 1h$/],
    ['insecure', 'yes', /takes true or false$/],
    ['log.level', 'loud', /takes fatal, error, warn, info, debug, trace, silent$/],
    ['listen', '9095', /takes host:port/],
    ['listen', '127.0.0.1:9095,', /takes host:port/],
    ['listen', '127.0.0.1:70000', /takes host:port/],
    ['http', 'none', /or off$/],
    ['data.directory', '', /takes text$/],
    ['topics.max', '1000000000', /takes 1 to /],
  ]
  for (const [key, value, accepted] of impossible) {
    it(`refuses ${key}=${value}`, () => {
      const error = refusal({ sets: { [key]: value } }, 'INVALID_CONFIG')
      expect(error.message).to.include(`${key}=${value} (--set)`).and.match(accepted)
    })
  }

  it('refuses values of topic settings that no topic could have', () => {
    for (const [key, value] of [
      ['retention.ms', '-2'],
      ['segment.bytes', '1'],
      ['max.message.bytes', '1TiB'],
      ['durability', 'maybe'],
      ['cleanup.policy', 'burn'],
      ['append.mode', 'write'],
    ] as const) {
      expect(refusal({ sets: { [key]: value } }, 'INVALID_CONFIG').message).to.include(`${key}=${value}`)
    }
  })

  it('refuses defaults that do not fit each other', () => {
    const sets = { 'segment.bytes': '1MiB', 'max.message.bytes': '2MiB' }
    expect(refusal({ sets }, 'INVALID_CONFIG').message).to.include('segment.bytes')
  })

  it('refuses files that are not there or not understood', () => {
    expect(refusal({ file: join(directory, 'absent') }, 'FILE_NOT_FOUND').message).to.include('absent')
    expect(refusal({ file: directory }, 'FILE_ERROR').message).to.include(directory)
    expect(refusal({ file: file('listen 127.0.0.1:1') }, 'INVALID_CONFIG').message).to.include('key=value')
    expect(refusal({ file: file('http=off\nhttp=off') }, 'INVALID_CONFIG').message).to.include('line 2')
    expect(refusal({ file: file('=1') }, 'INVALID_CONFIG').message).to.include('key=value')
  })

  it('accepts every default of its own table and documents every row', () => {
    for (const row of configRows) {
      parseConfigValue(row, row.default, 'default')
      expect(row.doc, row.key).to.match(/\S.*\.$|\S/)
      expect(acceptedValues(row), row.key).to.not.equal('')
      expect(row.environment).to.match(/^SLUICE_[A-Z_]+$/)
    }
    expect(new Set(configRows.map((row) => row.environment)).size).to.equal(configRows.length)
  })
})
