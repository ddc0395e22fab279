// A topic: its name, its id (a recreated name has another one), its settings, its logs. Made and changed by store.ts.
import type { Log } from './log.ts'
import type { TopicSettings } from './settings.ts'
import { TopicTraffic } from './topic-traffic.ts'

export class Topic {
  readonly id: Buffer
  readonly idHex: string
  readonly name: string
  readonly createdMs: number
  settings: TopicSettings // resolved
  overrides: Map<string, string> // as written, only what differs from the defaults
  readonly logs: Log[] = []
  readonly traffic = new TopicTraffic()
  deleted = false

  constructor(
    id: Buffer,
    name: string,
    createdMs: number,
    settings: TopicSettings,
    overrides: Map<string, string>,
  ) {
    this.id = id
    this.idHex = id.toString('hex')
    this.name = name
    this.createdMs = createdMs
    this.settings = settings
    this.overrides = overrides
  }
}
