// What the tidy test reads: every file of the checkout that a person wrote, its code without comments and strings, and from that
// its imports, exports and functions. Text and brackets, no compiler: fast, and exact enough for code that a formatter has been over.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, extname, join, relative } from 'node:path'

export const root = join(import.meta.dirname, '../..')
export const rooms = ['native', 'protocol', 'storage', 'broker', 'client', 'cli', 'bench'] as const

export interface Source {
  path: string // from the root, with slashes
  room: string // first folder
  text: string
  code: string // comments gone, contents of strings blanked, every line break kept
  lineCount: number
}

export interface Func {
  path: string
  name: string
  line: number
  lineCount: number
}

const written = new Set(['.ts', '.mjs', '.cc', '.h', '.md', '.json', '.proto', '.sh', '.gyp', ''])
const skipped = new Set([
  'node_modules',
  'dist',
  'dist-packages',
  '.git',
  'build',
  'generated',
  'data',
  'prebuilds',
  'coverage',
])

export function readSources(): Source[] {
  const sources: Source[] = []
  const walk = (directory: string): void => {
    for (const name of readdirSync(directory).sort()) {
      const file = join(directory, name)
      if (skipped.has(name)) continue
      if (statSync(file).isDirectory()) walk(file)
      else if (written.has(extname(name)) || name === 'run') sources.push(readSource(file))
    }
  }
  walk(root)
  return sources.filter((source) => source.path !== 'package-lock.json')
}

function readSource(file: string): Source {
  const path = relative(root, file)
  const text = readFileSync(file, 'utf8')
  const hasCode = /\.(ts|mjs|cc|h)$/.test(path)
  return {
    path,
    room: path.split('/')[0] as string,
    text,
    code: hasCode ? stripped(text) : '',
    lineCount: text.split('\n').length - 1,
  }
}

export const isProduct = (source: Source): boolean => (rooms as readonly string[]).includes(source.room)
export const isTypeScript = (source: Source): boolean => source.path.endsWith('.ts')

/** Comments and what is between quotes become spaces. A `/` after a value is a division, elsewhere a regular expression. */
export function stripped(text: string): string {
  const token =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`|(?<=[=(,:[!&|?{};\n]\s*)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//g
  return text.replace(token, (part) => {
    const quote = part[0] as string
    const keep = quote === '"' || quote === "'" || quote === '`'
    const blank = part.replace(/[^\n]/g, ' ')
    return keep && blank.length > 1 ? quote + blank.slice(1, -1) + quote : blank
  })
}

/** Module specifiers, static and dynamic, types included: an arrow is an arrow. */
export function importsOf(source: Source): string[] {
  const found: string[] = []
  const statement =
    /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?\bfrom\s*'([^']+)'|(?:^|\n)import\s+'([^']+)'|\bimport\(\s*'([^']+)'/g
  for (const match of source.text.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(statement)) {
    found.push((match[1] ?? match[2] ?? match[3]) as string)
  }
  return found
}

/** The file an import of ours means, from the root; undefined for a package. */
export function importedPath(source: Source, specifier: string): string | undefined {
  return specifier.startsWith('.') ? join(dirname(source.path), specifier) : undefined
}

/** Values only: a type that nobody imports still names part of an exported signature. */
export function exportsOf(source: Source): string[] {
  const names: string[] = []
  for (const match of source.code.matchAll(
    /^export (?:declare )?(?:abstract )?(?:async )?(?:function\*?|class|const|let) (\w+)/gm,
  )) {
    names.push(match[1] as string)
  }
  return [...new Set(names)]
}

/** Every function with a body in braces. A callback inside counts as part of its function and as itself. */
export function functionsOf(source: Source): Func[] {
  const { code } = source
  const found: Func[] = []
  const open: number[] = []
  const parens: number[] = []
  const argumentsEndingAt = new Map<number, number>() // position of ')' → of its '('
  for (let at = 0; at < code.length; at++) {
    const character = code[at]
    if (character === '(') parens.push(at)
    else if (character === ')') argumentsEndingAt.set(at, parens.pop() ?? 0)
    else if (character === '{') open.push(at)
    else if (character === '}') {
      const start = open.pop()
      const name = start === undefined ? undefined : functionName(code, start, argumentsEndingAt)
      if (start === undefined || name === undefined) continue
      const line = lineAt(code, start)
      found.push({ path: source.path, name, line, lineCount: lineAt(code, at) - line + 1 })
    }
  }
  return found
}

function functionName(
  code: string,
  brace: number,
  argumentsEndingAt: Map<number, number>,
): string | undefined {
  const before = code.slice(Math.max(0, brace - 400), brace)
  const arrow = /=>\s*$/.test(before)
  const tail = arrow
    ? /\)?\s*(?::[^;{}()]*)?=>\s*$/.exec(before)
    : /\)\s*(?::\s*[^;{}()]*(?:\([^()]*\))?[^;{}()]*|(?:const|noexcept|override|mutable|\s)*)$/.exec(before)
  if (tail === null) return undefined
  const close = brace - before.length + tail.index
  const start = argumentsEndingAt.get(close)
  if (start === undefined) return arrow ? '=>' : undefined
  const head = code.slice(Math.max(0, start - 120), start)
  const word = /([\w$#~]+)\s*(?:<[^()]*>)?\s*$/.exec(head)?.[1] ?? ''
  if (!arrow && /^(?:if|for|while|switch|catch|with|return|constexpr)$/.test(word)) return undefined
  return arrow ? (/(\w+)\s*(?::[^=]*)?=\s*(?:async\s*)?$/.exec(head)?.[1] ?? '=>') : word
}

function lineAt(code: string, position: number): number {
  let line = 1
  for (let at = code.indexOf('\n'); at !== -1 && at < position; at = code.indexOf('\n', at + 1)) line++
  return line
}
