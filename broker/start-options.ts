// Checks the options of startBroker(): whoever writes JavaScript has no compiler to tell a misspelt name.
// Called by index.ts. Throws INVALID_OPTION naming the option, what it takes, and the nearest name for an unknown one.
import * as z from 'zod/mini'
import { SluiceError } from '../protocol/errors.ts'
import { didYouMean } from '../storage/settings.ts'

const text = z.string().check(z.minLength(1))

const schema = z.strictObject({
  dataDirectory: z.optional(text),
  listen: z.optional(z.union([text, z.array(text).check(z.minLength(1))])),
  http: z.optional(z.union([text, z.literal(false)])),
  settings: z.optional(z.record(z.string(), z.string())),
  logLevel: z.optional(text),
})

const accepted: Readonly<Record<string, string>> = {
  dataDirectory: 'a path',
  listen: 'an address, or some of them: host:port, [v6]:port, unix:/path',
  http: 'an address, or false for none',
  settings: 'an object of settings as text, such as { "retention.ms": "1d" }',
  logLevel: 'a level, such as warn or silent',
}

export function checkStartOptions(options: unknown): void {
  const { error } = schema.safeParse(options)
  const issue = error?.issues[0]
  if (issue === undefined) return
  if (issue.code === 'unrecognized_keys') {
    const name = issue.keys[0] ?? ''
    const guess = didYouMean(name, Object.keys(accepted))
    throw new SluiceError('INVALID_OPTION', `startBroker has no option ${JSON.stringify(name)}`, {
      hint: guess === undefined ? `there are ${Object.keys(accepted).join(', ')}` : `did you mean ${guess}?`,
    })
  }
  const name = String(issue.path[0] ?? 'options')
  throw new SluiceError('INVALID_OPTION', `startBroker: ${name} takes ${accepted[name] ?? 'an object'}`)
}
