// How keys and values become bytes and back. Called by the producer (encode) and by record views (decode, lazily).
// Invariants: a serde never sees null: a null key or value stays null on the wire (a null value is a tombstone).
// `encode` may answer a string; it is then written as UTF-8 without a buffer in between. What a serde throws reaches the
// caller as SluiceError SERDE_FAILED.
import { isSluiceError, SluiceError } from '../protocol/errors.ts'

/** Both directions of a key or a value. What throws here fails one record with SERDE_FAILED, no other. */
export interface Serde<T, Input = T> {
  /** At once, not a promise. */
  encode(value: Input): Uint8Array | string
  /** `bytes` is a view of the buffer the records were received in: copy what is to outlive the batch by long. */
  decode(bytes: Buffer): T
  /** The same without a view in between, for serdes that can: bytes [start, end) of `buffer`. */
  decodeAt?(buffer: Buffer, start: number, end: number): T
}

/** The part of https://standardschema.dev that is used: zod, valibot, arktype and others answer to it. */
export interface StandardSchema<Input = unknown, Output = Input> {
  /** What the specification asks for. */
  readonly '~standard': {
    /** Of the specification. */
    readonly version: 1
    /** Who made it: 'zod', 'valibot'. */
    readonly vendor: string
    /** Has to answer at once: a promise is refused. */
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>
    /** For the compiler alone. */
    readonly types?:
      | {
          /** What goes in. */
          readonly input: Input
          /** What comes out. */
          readonly output: Output
        }
      | undefined
  }
}
/** What a validator answers: a value, or what is wrong with it. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | {
      readonly issues: readonly { readonly message: string; readonly path?: readonly unknown[] | undefined }[]
    }

/** A protobufjs message type, reflected or generated: anything with its `encode` and `decode`. */
export interface ProtobufType<T, Input = T> {
  /** As protobufjs makes it. */
  encode(message: Input): {
    /** The bytes. */
    finish(): Uint8Array
  }
  /** Throws where the bytes are no such message. */
  decode(bytes: Uint8Array): T
}

const utf8: Serde<string> = {
  encode: (value) => value,
  decode: (bytes) => bytes.toString('utf8'),
  decodeAt: (buffer, start, end) => buffer.toString('utf8', start, end),
}

const bytes: Serde<Buffer, Uint8Array | string> = {
  encode: (value) => value,
  decode: (view) => view,
}

/**
 * JSON text. With a schema, what is given to a producer is checked against it (and written as given), and what is read is
 * what the schema makes of the text: defaults and transformations take effect on reading. The schema must not be async.
 * Throws INVALID_ARGUMENT where `schema` is none.
 */
function json<T = unknown>(): Serde<T>
function json<Input, Output>(schema: StandardSchema<Input, Output>): Serde<Output, Input>
function json(schema?: StandardSchema): Serde<unknown> {
  if (schema !== undefined && typeof schema['~standard']?.validate !== 'function') {
    const message = 'serde.json takes a Standard Schema, such as one of zod, valibot or arktype'
    throw new SluiceError('INVALID_ARGUMENT', message, { hint: 'see https://standardschema.dev' })
  }
  return {
    encode(value) {
      if (schema !== undefined) validate(schema, value)
      const text = JSON.stringify(value)
      if (text === undefined) throw new SluiceError('SERDE_FAILED', `JSON has no form for ${typeof value}`)
      return text
    },
    decode(view) {
      const value: unknown = JSON.parse(view.toString('utf8'))
      return schema === undefined ? value : validate(schema, value)
    },
  }
}

function validate(schema: StandardSchema, value: unknown): unknown {
  const result = schema['~standard'].validate(value)
  if ('then' in result) {
    result.catch(() => {}) // nobody waits for it, nor is to hear of it as unhandled
    throw new SluiceError(
      'SERDE_FAILED',
      'the schema validates asynchronously; serde.json needs one that does not',
    )
  }
  if (result.issues === undefined) return result.value
  const issue = result.issues[0]
  const path = issue?.path?.map((part) => String((part as { key?: unknown })?.key ?? part)).join('.') ?? ''
  throw new SluiceError('SERDE_FAILED', `${path === '' ? '' : `${path}: `}${issue?.message ?? 'invalid'}`, {
    details: { issues: result.issues },
  })
}

/**
 * Messages of a protobufjs type. What is given to a producer is written as `type.encode` does, which checks nothing: `type.verify`
 * tells what is wrong with a message. Throws INVALID_ARGUMENT where `type` is none.
 */
function protobuf<T, Input = T>(type: ProtobufType<T, Input>): Serde<T, Input> {
  if (typeof type?.encode !== 'function' || typeof type.decode !== 'function')
    throw new SluiceError('INVALID_ARGUMENT', 'serde.protobuf takes a message type of protobufjs')
  return {
    encode: (message) => type.encode(message).finish(),
    decode: (view) => type.decode(view),
  }
}

/** What turns keys and values into bytes and back. */
export const serde = {
  /** Strings. */
  utf8,
  /** Bytes as they are; strings are written as UTF-8. */
  bytes,
  /** `json<Order>()` trusts the data; `json(schema)` validates with zod, valibot or any other Standard Schema, both ways. */
  json,
  /** A protobufjs message type, reflected or generated. */
  protobuf,
} as const

/** The one form in which a serde's failure reaches callers. */
export function serdeFailure(
  error: unknown,
  what: 'key' | 'value',
  verb: 'write' | 'read',
  place: { topic: string; partition?: number; offset?: number },
): SluiceError {
  const where = place.offset === undefined ? '' : ` at ${place.partition}/${place.offset}`
  const reason = error instanceof Error ? error.message : String(error)
  return new SluiceError(
    'SERDE_FAILED',
    `cannot ${verb} the ${what} of a record of '${place.topic}'${where}: ${reason}`,
    {
      ...place,
      cause: isSluiceError(error) && error.code === 'SERDE_FAILED' ? error.cause : error,
    },
  )
}
