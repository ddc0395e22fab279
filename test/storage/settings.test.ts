import { expect } from 'chai'
import { isSluiceError } from '../../protocol/errors.ts'
import {
  compacts,
  formatTopicSettings,
  parseTopicSetting,
  parseTopicSettings,
  resolveTopicSettings,
  topicSettingRows,
} from '../../storage/settings.ts'

function messageOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (isSluiceError(error)) return `${error.code}: ${error.message}`
    throw error
  }
  return 'no error'
}

describe('topic settings', () => {
  it('has the documented defaults', () => {
    expect(parseTopicSettings({})).to.deep.equal({
      retentionMs: 604_800_000,
      retentionBytes: -1,
      segmentBytes: 134_217_728,
      segmentMs: 604_800_000,
      maxMessageBytes: 1_048_576,
      cleanupPolicy: 'delete',
      deleteRetentionMs: 86_400_000,
      minCleanableDirtyRatio: 0.5,
      minCompactionLagMs: 0,
      maxCompactionLagMs: -1,
      durability: 'disk',
      flushIntervalMs: 1_000,
      appendMode: 'auto',
    })
  })

  it('writes every default as it reads it', () => {
    for (const row of topicSettingRows) {
      const written = formatTopicSettings(parseTopicSettings({}), new Map()).find(
        ({ key }) => key === row.key,
      )
      expect(written?.isDefault).to.equal(true)
      expect(parseTopicSetting(row.key, written?.value as string)).to.equal(
        parseTopicSetting(row.key, row.default),
      )
    }
  })

  it('lets a topic override the defaults of the broker', () => {
    const defaults = parseTopicSettings({ 'retention.ms': '1h' })
    const overrides = new Map([['retention.bytes', '64MiB']])
    const settings = resolveTopicSettings(defaults, overrides)
    expect(settings.retentionMs).to.equal(3_600_000)
    expect(settings.retentionBytes).to.equal(67_108_864)
    const described = formatTopicSettings(settings, overrides)
    expect(described.find(({ key }) => key === 'retention.bytes')).to.deep.equal({
      key: 'retention.bytes',
      value: '64MiB',
      isDefault: false,
    })
    expect(described.find(({ key }) => key === 'retention.ms')).to.deep.equal({
      key: 'retention.ms',
      value: '1h',
      isDefault: true,
    })
  })

  it('says what is wrong and what is near', () => {
    expect(messageOf(() => parseTopicSetting('retention.mss', '1'))).to.match(
      /INVALID_SETTING.*did you mean retention\.ms\?/,
    )
    expect(messageOf(() => parseTopicSetting('colour', 'red'))).to.match(
      /INVALID_SETTING.*known are retention\.ms/,
    )
    expect(messageOf(() => parseTopicSetting('segment.bytes', '1KiB'))).to.match(
      /INVALID_SETTING.*1MiB to 1GiB/,
    )
    expect(messageOf(() => parseTopicSetting('segment.bytes', '-1'))).to.match(/INVALID_SETTING/)
    expect(messageOf(() => parseTopicSetting('retention.ms', 'soon'))).to.match(/INVALID_SETTING/)
    expect(messageOf(() => parseTopicSetting('durability', 'paper'))).to.match(
      /INVALID_SETTING.*disk or memory/,
    )
    expect(
      messageOf(() => parseTopicSettings({ 'segment.bytes': '1MiB', 'max.message.bytes': '2MiB' })),
    ).to.match(/INVALID_SETTING.*fit no segment/)
  })

  it('takes a ratio as a number from 0 to 1', () => {
    expect(parseTopicSetting('min.cleanable.dirty.ratio', '0.25')).to.equal(0.25)
    expect(parseTopicSetting('min.cleanable.dirty.ratio', '1')).to.equal(1)
    for (const text of ['1.5', '-0.1', 'half', '', '1e-3', '.5']) {
      expect(
        messageOf(() => parseTopicSetting('min.cleanable.dirty.ratio', text)),
        text,
      ).to.match(/^INVALID_SETTING: min.cleanable.dirty.ratio/)
    }
  })

  it('knows three cleanup policies', () => {
    for (const policy of ['delete', 'compact', 'compact,delete'] as const) {
      const settings = parseTopicSettings({ 'cleanup.policy': policy })
      expect(settings.cleanupPolicy).to.equal(policy)
      expect(compacts(settings)).to.equal(policy !== 'delete')
    }
    expect(messageOf(() => parseTopicSetting('cleanup.policy', 'burn'))).to.contain(
      'delete or compact or compact,delete',
    )
  })
})
