// A group member as a process of its own, for group-fixture.ts: reads records, tells its parent what it is given and what happens,
// and does what it is told: block its event loop, hold on to a record, close, go.
import { existsSync } from 'node:fs'
import workerThreads from 'node:worker_threads'
import { syncBuiltinESMExports } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '../../client/index.ts'

if (process.env['SLUICE_TEST_NO_THREADS'] === '1') {
  workerThreads.Worker = class {
    constructor() {
      throw new Error('no threads here')
    }
  } as never
  syncBuiltinESMExports()
}

const [address = '', options = '{}'] = process.argv.slice(2)
const tell = (kind: string, facts: object = {}) => void process.send?.({ kind, ...facts })

let holdMs = 0
const client = connect({ brokers: [address] })
const consumer = client.consumer({
  group: 'g',
  topics: ['events'],
  orElse: 'earliest',
  ...(JSON.parse(options) as object),
})
consumer.on('assigned', (partitions) => tell('assigned', { partitions }))
consumer.on('revoked', (partitions) => tell('revoked', { partitions }))
consumer.on('lost', (partitions) => tell('lost', { partitions }))
consumer.on('stalled', (ms) => tell('stalled', { ms }))
consumer.on('notice', ({ message }) => tell('notice', { message }))

/** Nothing of this process's event loop runs until the file is there. */
function blockUntil(path: string): void {
  const cell = new Int32Array(new SharedArrayBuffer(4))
  while (!existsSync(path)) Atomics.wait(cell, 0, 0, 20)
}

process.on('message', (command: { block?: number; blockUntil?: string; hold?: number; close?: boolean }) => {
  if (command.hold !== undefined) holdMs = command.hold
  if (command.block !== undefined) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, command.block)
  if (command.blockUntil !== undefined) blockUntil(command.blockUntil)
  if (command.close === true) {
    void client.close().then(() => {
      tell('closed')
      process.disconnect()
    })
  }
})

async function read(): Promise<void> {
  for await (const { partition, offset } of consumer) {
    tell('record', { partition, offset })
    await sleep(holdMs)
  }
}

read().catch((error: { code: string; message: string }) =>
  tell('failed', { code: error.code, message: error.message }),
)
