import { expect } from 'chai'
import { appendModeOf, segmentShape, unsafeToMap } from '../../storage/segment-shape.ts'
import { parseTopicSettings } from '../../storage/settings.ts'

const auto = { appendMode: 'auto', mappingSafe: true } as const

describe('shape of a segment', () => {
  const disk = parseTopicSettings({})
  const memory = parseTopicSettings({ durability: 'memory' })

  it('auto writes, whatever the durability', () => {
    expect(appendModeOf(disk, auto)).to.equal('pwrite')
    expect(appendModeOf(memory, auto)).to.equal('pwrite')
  })

  it('what a topic says goes before what the store says', () => {
    expect(appendModeOf(disk, { ...auto, appendMode: 'mmap' })).to.equal('mmap')
    const topic = parseTopicSettings({ 'append.mode': 'mmap' })
    expect(appendModeOf(topic, { ...auto, appendMode: 'pwrite' })).to.equal('mmap')
  })

  it('maps nowhere where a full disk would be a SIGBUS', () => {
    const topic = parseTopicSettings({ 'append.mode': 'mmap' })
    expect(appendModeOf(topic, { ...auto, mappingSafe: false })).to.equal('pwrite')
  })

  it('knows the file systems that copy on write or are remote', () => {
    expect(unsafeToMap(0x9123683e)).to.equal('btrfs')
    expect(unsafeToMap(0xca451a4e | 0)).to.equal('bcachefs') // as a signed word
    expect(unsafeToMap(0xef53)).to.equal(undefined) // ext4
    expect(unsafeToMap(0x794c7630)).to.equal(undefined) // overlay
  })

  it('begins small, and large behind a segment that was filled', () => {
    expect(segmentShape(memory, auto, false).stepFirstBytes).to.equal(65_536)
    expect(segmentShape(memory, auto, true).stepFirstBytes).to.equal(16 * 1024 * 1024)
    expect(segmentShape(disk, auto, true).windowBytes).to.equal(0)
  })
})
