// Encode and decode the protobuf messages of wire and storage. Called by client, broker and storage; the generated code
// is called from here only.
// Invariants: decoding throws nothing but SluiceError INVALID_REQUEST (stored messages: CORRUPT_LOG), encoding nothing but
// INVALID_ARGUMENT. Absent scalars read as 0, '' or false, absent messages as null. Decoded `bytes` fields are views of the
// input: copy what outlives it.
import { SluiceError } from './errors.ts'
import type * as stored from './generated/storage.js'
import { storage as storedCodecs } from './generated/storage.js'
import type * as wire from './generated/wire.js'
import { type Codec, wire as wireCodecs } from './generated/wire.js'
import { limits } from './limits.ts'
import { checkRequest } from './request-limits.ts'
import { Malformed, StrictReader, StrictWriter } from './strict-reader.ts'

export type * from './generated/storage.js'
export type { Codec } from './generated/wire.js'
export type * from './generated/wire.js'

export const { Acks, OffsetKind } = wireCodecs
const { Request, Response } = wireCodecs
const { MetadataRecord, IndexEntry, IndexCover, ProducerSnapshot, Checkpoint, CleanMarker } = storedCodecs

const HEAD_BYTES = 8

/** Encoding is synchronous and never nested, so one writer serves all; what it hands out are copies. */
const writer = new StrictWriter()

function encode<Init>(codec: Codec<unknown, Init>, what: string, message: Init): Buffer {
  try {
    codec.encode(message, writer)
    return writer.finish() as Buffer
  } catch (error) {
    throw new SluiceError('INVALID_ARGUMENT', `the ${what} cannot be encoded: ${reason(error)}`, {
      cause: error,
    })
  } finally {
    writer.restart()
  }
}

/** A frame without its payload, in one buffer: the length words, then the header. */
function frame<Init>(codec: Codec<unknown, Init>, what: string, message: Init, payloadBytes: number): Buffer {
  try {
    writer.fixed32(0).fixed32(0)
    codec.encode(message, writer)
    const head = writer.finish() as Buffer
    head.writeUInt32BE(head.length - 4 + payloadBytes, 0)
    head.writeUInt32BE(head.length - HEAD_BYTES, 4)
    return head
  } catch (error) {
    throw new SluiceError('INVALID_ARGUMENT', `the ${what} cannot be encoded: ${reason(error)}`, {
      cause: error,
    })
  } finally {
    writer.restart()
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function decode<Message>(codec: Codec<Message, never>, bytes: Uint8Array, fieldsMax: number): Message {
  const reader = new StrictReader(asBuffer(bytes), fieldsMax)
  const message = codec.decode(reader)
  if (reader.pos !== reader.len) throw new Malformed('a field reaches beyond the end')
  return message
}

export function encodeRequest(request: wire.RequestInit): Buffer {
  return encode(Request, 'request', request)
}

export function encodeResponse(response: wire.ResponseInit): Buffer {
  return encode(Response, 'answer', response)
}

/** Length words and header of a request frame; `payloadBytes` bytes of payload are to follow. */
export function requestFrame(request: wire.RequestInit, payloadBytes = 0): Buffer {
  return frame(Request, 'request', request, payloadBytes)
}

/** Length words and header of an answer frame; `payloadBytes` bytes of payload are to follow. */
export function responseFrame(response: wire.ResponseInit, payloadBytes = 0): Buffer {
  return frame(Response, 'answer', response, payloadBytes)
}

/** The request in a frame's header, within the limits of limits.ts. Its `body` names the field that is set, if any. */
export function decodeRequest(bytes: Uint8Array): wire.Request {
  try {
    const request = decode(Request, bytes, limits.requestFieldsMax)
    checkRequest(request)
    return request
  } catch (error) {
    throw unreadable('request', bytes, error)
  }
}

export function decodeResponse(bytes: Uint8Array): wire.Response {
  try {
    return decode(Response, bytes, limits.responseFieldsMax)
  } catch (error) {
    throw unreadable('answer', bytes, error)
  }
}

function unreadable(what: string, bytes: Uint8Array, error: unknown): SluiceError {
  const details = { requestId: peekRequestId(bytes) }
  return new SluiceError('INVALID_REQUEST', `the ${what} cannot be read: ${reason(error)}`, {
    cause: error,
    details,
  })
}

/** The request id of a header that may be damaged behind it, for the error's answer; 0 when there is none. Never throws. */
export function peekRequestId(bytes: Uint8Array): number {
  try {
    const reader = new StrictReader(asBuffer(bytes), 1)
    return reader.pos < reader.len && reader.uint32() === 8 ? reader.uint32() : 0
  } catch {
    return 0
  }
}

function storedCodec<Message, Init>(codec: Codec<Message, Init>, what: string) {
  return {
    encode: (message: Init): Buffer => encode(codec, what, message),
    decode: (bytes: Uint8Array): Message => {
      try {
        return decode(codec as Codec<Message, never>, bytes, limits.responseFieldsMax)
      } catch (error) {
        throw new SluiceError('CORRUPT_LOG', `a stored ${what} cannot be read: ${reason(error)}`, {
          cause: error,
        })
      }
    },
  }
}

const metadataRecord = storedCodec<stored.MetadataRecord, stored.MetadataRecordInit>(
  MetadataRecord,
  'metadata record',
)
const indexEntry = storedCodec<stored.IndexEntry, stored.IndexEntryInit>(IndexEntry, 'index entry')
const indexCover = storedCodec<stored.IndexCover, stored.IndexCoverInit>(IndexCover, 'index cover')
const producers = storedCodec<stored.ProducerSnapshot, stored.ProducerSnapshotInit>(
  ProducerSnapshot,
  'producer snapshot',
)
const checkpoint = storedCodec<stored.Checkpoint, stored.CheckpointInit>(Checkpoint, 'checkpoint')
const cleanMarker = storedCodec<stored.CleanMarker, stored.CleanMarkerInit>(CleanMarker, 'clean marker')

export const encodeMetadataRecord = metadataRecord.encode
export const decodeMetadataRecord = metadataRecord.decode
export const encodeIndexEntry = indexEntry.encode
export const decodeIndexEntry = indexEntry.decode
export const encodeIndexCover = indexCover.encode
export const decodeIndexCover = indexCover.decode
export const encodeProducerSnapshot = producers.encode
export const decodeProducerSnapshot = producers.decode
export const encodeCheckpoint = checkpoint.encode
export const decodeCheckpoint = checkpoint.decode
export const encodeCleanMarker = cleanMarker.encode
export const decodeCleanMarker = cleanMarker.decode
