// What topics and groups may be called.
import { expect } from 'chai'
import { checkGroupName, checkTopicName, topicNameProblem } from '../../protocol/names.ts'

describe('topic names', () => {
  it('takes what Kafka takes', () => {
    for (const name of ['a', 'orders', 'Orders-2_v1.eu', '...', '-', 'x'.repeat(249)]) {
      expect(topicNameProblem(name), name).to.equal(undefined)
    }
  })

  it('refuses the rest and says why', () => {
    const wrong: ReadonlyArray<readonly [name: string, why: RegExp]> = [
      ['', /empty/],
      ['.', /"\."/],
      ['..', /"\.\."/],
      ['x'.repeat(250), /249/],
      ['a/b', /not "\/"/],
      ['a b', /not " "/],
      ['größe', /not "ö"/],
      ['nul\0', /not "\\u0000"/],
      ['line\n', /not "\\n"/],
      ['😀', /not "😀"/],
    ]
    for (const [name, why] of wrong) {
      expect(() => checkTopicName(name))
        .to.throw(why)
        .with.property('code', 'INVALID_TOPIC_NAME')
    }
  })
})

describe('group names', () => {
  it('take what topics take, and separators', () => {
    for (const name of ['a', 'eu/mail@2', 'team:billing', '...', '-x', 'x'.repeat(249)]) checkGroupName(name)
  })

  it('refuse the rest and say why', () => {
    const wrong: ReadonlyArray<readonly [name: string, why: RegExp]> = [
      ['', /empty/],
      ['.', /"\."/],
      ['..', /"\.\."/],
      ['x'.repeat(250), /249/],
      ['a b', /not " "/],
      ['größe', /not "ö"/],
    ]
    for (const [name, why] of wrong) {
      expect(() => checkGroupName(name))
        .to.throw(why)
        .with.property('code', 'INVALID_GROUP_NAME')
    }
  })
})
