// What topics and groups may be called. Topics: Kafka's rules, so that names survive a move in either direction; groups: the
// same and the separators people put into them. Called by broker, client, cli.
// Names never become paths (directories are named by topic id), so this is about people and tools, not about safety.
import { SluiceError } from './errors.ts'
import { limits } from './limits.ts'

const ALLOWED = /^[a-zA-Z0-9._-]+$/

/** Why this is no topic name, or undefined when it is one. */
export function topicNameProblem(name: string): string | undefined {
  if (name === '') return 'a topic name cannot be empty'
  if (name.length > limits.topicNameMax) {
    return `a topic name has at most ${limits.topicNameMax} characters, this one has ${name.length}`
  }
  if (name === '.' || name === '..') return `a topic cannot be called "${name}"`
  if (ALLOWED.test(name)) return undefined
  const wrong = Array.from(name).find((character) => !ALLOWED.test(character))
  return `a topic name is made of a-z A-Z 0-9 . _ and -, not ${JSON.stringify(wrong)}`
}

/** Throws INVALID_TOPIC_NAME unless this is a topic name. */
export function checkTopicName(name: string): void {
  const problem = topicNameProblem(name)
  if (problem !== undefined)
    throw new SluiceError('INVALID_TOPIC_NAME', problem, { topic: name.slice(0, 300) })
}

const ALLOWED_IN_GROUPS = /^[a-zA-Z0-9._:/@-]+$/

/** Why this is no group name, or undefined when it is one. */
function groupNameProblem(name: string): string | undefined {
  if (name === '') return 'a group name cannot be empty'
  if (name.length > limits.groupNameMax) {
    return `a group name has at most ${limits.groupNameMax} characters, this one has ${name.length}`
  }
  if (name === '.' || name === '..') return `a group cannot be called "${name}"` // browsers take it for a step in a path
  if (ALLOWED_IN_GROUPS.test(name)) return undefined
  const wrong = Array.from(name).find((character) => !ALLOWED_IN_GROUPS.test(character))
  return `a group name is made of a-z A-Z 0-9 . _ - : / and @, not ${JSON.stringify(wrong)}`
}

/** Throws INVALID_GROUP_NAME unless this is a group name. */
export function checkGroupName(name: string): void {
  const problem = groupNameProblem(name)
  if (problem !== undefined) throw new SluiceError('INVALID_GROUP_NAME', problem)
}
