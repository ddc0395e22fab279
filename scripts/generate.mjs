// Generates protocol/generated/{wire,storage}.{js,d.ts} from the .proto files with protobufjs-cli.
// `node scripts/generate.mjs [OUTDIR]`; test/protocol/generated.test.ts calls it with a temporary directory and compares.
//
// Two changes to what pbjs writes, both because our 64-bit fields are plain numbers:
// - absent 64-bit fields read as 0, where pbjs would hand out a Long object whenever the `long` package is installed;
// - the types are written here, from the same parsed .proto: pbjs' own need `long` and make every field optional.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const require = createRequire(import.meta.url)
const protobuf = require('protobufjs')
const pbjs = join(dirname(require.resolve('protobufjs-cli/package.json')), 'bin/pbjs')

const FLAGS =
  '-t static-module -w esm --force-number --no-create --no-verify --no-convert --no-delimited --no-service --no-typeurl --no-comments'

const HEAD = (name) => `// Generated from protocol/${name}.proto by scripts/generate.mjs. Do not edit.\n`
const NUMBERS = new Set(['uint32', 'uint64', 'int32', 'int64', 'sint32', 'sint64', 'double'])

function generateCode(name) {
  const source = join(root, `protocol/${name}.proto`)
  const command = [pbjs, ...FLAGS.split(' '), '-r', `sluice.${name}`, source]
  const code = execFileSync(process.execPath, command, { encoding: 'utf8' })
  const plain = code
    .replace('export const sluice = ', 'const sluice = ')
    .replace(/export \{\n\s*\$root as default\n\};?\n/, '')
    .replace(/\$util\.Long \? \$util\.Long\.fromBits\(0,0,(?:true|false)\) : 0/g, '0')
    .replace(/\(typeof (message\.\w+) === "object" \? \1\.low \|\| \1\.high : \1 !== 0\)/g, '$1 !== 0')
    .replace(
      /typeof \(value = (reader\.u?int64\(\))\) === "object" \? value\.low \|\| value\.high : value !== 0/g,
      'value = $1',
    )
  if (/Long|"object"/.test(plain)) throw new Error(`generate.mjs: unforeseen 64-bit code for ${name}`)
  return `${HEAD(name)}${plain.trimEnd()}\n\nexport const ${name} = sluice.${name};\n`
}

function typeOf(field, suffix) {
  if (NUMBERS.has(field.type)) return 'number'
  if (field.type === 'bool') return 'boolean'
  if (field.type === 'string') return 'string'
  if (field.type === 'bytes') return 'Uint8Array'
  if (field.resolvedType instanceof protobuf.Enum) return field.type
  if (field.resolvedType instanceof protobuf.Type) return field.type + suffix
  throw new Error(`generate.mjs: no TypeScript type for ${field.fullName}: ${field.type}`)
}

const note = (comment, indent) => (comment ? `${indent}/** ${comment.replaceAll(/\s+/g, ' ')} */\n` : '')

/** Two interfaces per message: what decoding gives (everything present), and what encoding takes (everything optional). */
function messageTypes(type) {
  let read = ''
  let write = ''
  for (const field of type.fieldsArray) {
    field.resolve()
    const list = field.repeated ? '[]' : ''
    const absent = field.resolvedType instanceof protobuf.Type && !field.repeated ? ' | null' : ''
    read += `${note(field.comment, '  ')}  ${field.name}: ${typeOf(field, '')}${list}${absent}\n`
    write += `  ${field.name}?: ${typeOf(field, 'Init')}${list}${absent}\n`
  }
  for (const oneof of type.oneofsArray) {
    const names = oneof.fieldsArray.map((field) => `\n    | '${field.name}'`)
    read += `  readonly ${oneof.name}?:${names.join('')}\n`
  }
  return (
    `\n${note(type.comment, '')}export interface ${type.name} {\n${read}}\n` +
    `/** What encoding a ${type.name} takes. */\nexport interface ${type.name}Init {\n${write}}\n`
  )
}

function generateTypes(name) {
  const source = join(root, `protocol/${name}.proto`)
  const parsed = new protobuf.Root().loadSync(source, { alternateCommentMode: true })
  const all = parsed.lookup(`sluice.${name}`).nestedArray
  const messages = all.filter((one) => one instanceof protobuf.Type)
  const enums = all.filter((one) => one instanceof protobuf.Enum)
  let text = `${HEAD(name)}
/** The generated functions of one message. Call them through protocol/messages.ts, which is strict. */
export interface Codec<Message, Init> {
  encode(message: Init, writer: object): object
  decode(reader: object): Message
}
`
  for (const one of enums) {
    const names = Object.entries(one.values).map(([key, value]) => `${value} ${key}`)
    text += `\n/** ${names.join(', ')} */\nexport type ${one.name} = ${Object.values(one.values).join(' | ')}\n`
  }
  for (const one of messages) text += messageTypes(one)
  text += `\nexport const ${name}: {\n`
  for (const one of enums) {
    const values = Object.entries(one.values).map(([key, value]) => `readonly ${key}: ${value}`)
    text += `  readonly ${one.name}: { ${values.join('; ')} }\n`
  }
  for (const one of messages) text += `  readonly ${one.name}: Codec<${one.name}, ${one.name}Init>\n`
  return `${text}}\n`
}

const out = process.argv[2] ?? join(root, 'protocol/generated')
mkdirSync(out, { recursive: true })
for (const name of ['wire', 'storage']) {
  writeFileSync(join(out, `${name}.js`), generateCode(name))
  writeFileSync(join(out, `${name}.d.ts`), generateTypes(name))
}
