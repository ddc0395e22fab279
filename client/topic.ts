// A topic's name together with the serdes of its keys and values: the one place that holds a program's types.
// Called by users; producers, consumers and admin take a handle or a bare name (which then carries bytes).
import { SluiceError } from '../protocol/errors.ts'
import { type Serde, serde } from './serde.ts'

/** A topic's name with the serdes of its keys and values; made by topic(). */
export interface Topic<K = Buffer, V = Buffer, KeyInput = K, ValueInput = V> {
  /** Its name. */
  readonly name: string
  /** Of its keys. */
  readonly key: Serde<K, KeyInput>
  /** Of its values. */
  readonly value: Serde<V, ValueInput>
}

// biome-ignore lint/suspicious/noExplicitAny: any topic at all; its types are read back by inference
export type AnyTopic = Topic<any, any, any, any>
/** A handle made by topic(), or a bare name: then keys and values are bytes. */
export type TopicLike = string | AnyTopic

/** What a bare name stands for. */
export type BytesTopic = Topic<Buffer, Buffer, Uint8Array | string, Uint8Array | string>
/** The handle a topic argument stands for: a bare name is a topic of bytes. */
export type HandleOf<T extends TopicLike> = T extends AnyTopic ? T : BytesTopic

/** Headers by name; null is a header without a value. */
export type RecordHeaders = Readonly<Record<string, Uint8Array | string | null>>

/** A record as it is given to a producer. */
export interface RecordInput<K, V> {
  /** Records of one key go to one partition. Default: none; a compacted topic asks for one. */
  readonly key?: K | null
  /** null is a tombstone: compaction removes the key. */
  readonly value: V | null
  /** A list of pairs where a name repeats. */
  readonly headers?: RecordHeaders | readonly (readonly [string, Uint8Array | string | null])[]
  /** Milliseconds since 1970. Default: now. */
  readonly timestamp?: number
  /** Overrides the partitioner. */
  readonly partition?: number
}

export type InputOf<T extends TopicLike> =
  HandleOf<T> extends Topic<infer _K, infer _V, infer KI, infer VI> ? RecordInput<KI, VI> : never

/**
 * A handle for producers, consumers and admin. What is left out is bytes.
 * Throws INVALID_TOPIC_NAME for an empty name, INVALID_ARGUMENT for what is no serde.
 */
export function topic<K = Buffer, V = Buffer, KI = Uint8Array | string, VI = Uint8Array | string>(
  name: string,
  serdes: { readonly key?: Serde<K, KI>; readonly value?: Serde<V, VI> } = {},
): Topic<K, V, KI, VI> {
  if (typeof name !== 'string' || name === '') {
    throw new SluiceError(
      'INVALID_TOPIC_NAME',
      'topic() needs the name of the topic, a string that is not empty',
    )
  }
  const key = serdes.key ?? (serde.bytes as unknown as Serde<K, KI>)
  const value = serdes.value ?? (serde.bytes as unknown as Serde<V, VI>)
  for (const [what, each] of Object.entries({ key, value })) {
    if (typeof each.encode === 'function' && typeof each.decode === 'function') continue
    const message = `the ${what} of topic '${name}' needs a serde with encode and decode, such as serde.utf8 or serde.json()`
    throw new SluiceError('INVALID_ARGUMENT', message, { topic: name })
  }
  return Object.freeze({ name, key, value })
}

const bare = new Map<string, BytesTopic>()

/** Bare names share one handle, so that per-topic state can be found by identity. Bounded: emptied when it grows odd. */
export function handleOf(topicLike: TopicLike): AnyTopic {
  if (typeof topicLike !== 'string') {
    if (typeof topicLike?.name === 'string' && topicLike.key && topicLike.value) return topicLike
    throw new SluiceError('INVALID_ARGUMENT', 'a topic is a name or what topic(name, serdes) answers')
  }
  const known = bare.get(topicLike)
  if (known !== undefined) return known
  if (bare.size >= 10_000) bare.clear()
  const handle = topic(topicLike)
  bare.set(topicLike, handle)
  return handle
}

export function nameOf(topicLike: TopicLike): string {
  return typeof topicLike === 'string' ? topicLike : handleOf(topicLike).name
}
