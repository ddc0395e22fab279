import { expect } from 'chai'
import {
  ErrorCode,
  errorRows,
  fromFailure,
  isSluiceError,
  SluiceError,
  toFailure,
} from '../../protocol/errors.ts'
import { decodeResponse, encodeResponse, type Failure, type FailureInit } from '../../protocol/messages.ts'

function overTheWire(failure: FailureInit): Failure {
  return decodeResponse(encodeResponse({ requestId: 1, failure })).failure as Failure
}

describe('errors', () => {
  it('numbers every row once and says what to do in each', () => {
    const rows = errorRows()
    expect(new Set(rows.map((row) => row.number)).size).to.equal(rows.length)
    for (const row of rows) {
      expect(row.text, row.name).to.match(/\S/)
      expect(row.hint, row.name).to.match(/\S/)
    }
  })

  it('keeps the numbers that are on the wire', () => {
    // A changed number would make old clients and new brokers misunderstand each other.
    const numbers = Object.fromEntries(errorRows().map((row) => [row.name, row.number]))
    expect(numbers).to.include({ INTERNAL: 1, INVALID_REQUEST: 2, UNKNOWN_TOPIC: 10, UNKNOWN_TOPIC_ID: 11 })
    expect(numbers).to.include({ CORRUPT_BATCH: 20, OUT_OF_ORDER_SEQUENCE: 26, OFFSET_OUT_OF_RANGE: 30 })
    expect(numbers).to.include({
      LOG_READ_ONLY: 40,
      DISK_FULL: 41,
      LOG_BUSY: 42,
      SHUTTING_DOWN: 43,
      DISCONNECTED: 100,
    })
  })

  it('takes text, hint and retriability from the table unless told otherwise', () => {
    const plain = new SluiceError('DISK_FULL')
    expect(plain).to.include({
      code: 'DISK_FULL',
      retriable: true,
      message: ErrorCode.DISK_FULL.text,
      delivered: 'no',
    })
    expect(plain.hint).to.equal(ErrorCode.DISK_FULL.hint)
    const cause = new Error('why')
    const told = new SluiceError('TIMEOUT', 'no answer', {
      hint: 'wait',
      delivered: 'no',
      cause,
      topic: 't',
      partition: 3,
    })
    expect(told).to.include({
      message: 'no answer',
      hint: 'wait',
      delivered: 'no',
      cause,
      topic: 't',
      partition: 3,
    })
    expect(new SluiceError('TIMEOUT').delivered).to.equal('unknown')
    expect(plain.name).to.equal('SluiceError')
    expect(plain).not.to.have.property('offset')
  })

  it('recognizes errors by brand', () => {
    expect(isSluiceError(new SluiceError('CLOSED'))).to.equal(true)
    for (const other of [new Error('x'), null, undefined, 'CLOSED', { code: 'CLOSED' }]) {
      expect(isSluiceError(other)).to.equal(false)
    }
  })

  it('travels: code, text, offsets', () => {
    const details = { logStartOffset: 10, visibleOffset: 2 ** 40, divergingOffset: 7 }
    const error = new SluiceError('LOG_TRUNCATED', 'gone', { details })
    const back = fromFailure(overTheWire(toFailure(error)), { topic: 't', partition: 1 })
    expect(back).to.include({
      code: 'LOG_TRUNCATED',
      message: 'gone',
      topic: 't',
      partition: 1,
      retriable: false,
    })
    expect(back.details).to.deep.equal(details)
  })

  it('carries over the wire that nobody knows whether it took effect', () => {
    for (const delivered of ['no', 'unknown'] as const) {
      const error = new SluiceError('LOG_READ_ONLY', 'the sync failed', { delivered })
      expect(fromFailure(overTheWire(toFailure(error))).delivered).to.equal(delivered)
    }
  })

  it('hides foreign errors and local codes as INTERNAL', () => {
    expect(toFailure(new Error('/secret/path'))).to.deep.equal({ code: 1, message: ErrorCode.INTERNAL.text })
    expect(toFailure(new SluiceError('INVALID_OPTION', 'x'))).to.deep.equal({ code: 1, message: 'x' })
  })

  it('keeps the number of an error that only a newer broker knows', () => {
    for (const code of [99, 100, 0]) {
      const error = fromFailure(overTheWire({ code, message: 'from the future' }))
      expect(error.code).to.equal('INTERNAL')
      expect(error.details).to.deep.equal({ number: code })
    }
  })
})
