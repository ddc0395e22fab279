// The console's page as the build left it in dist/: read once into memory, answered from there. Owned by ../http.ts.
// Invariants: no path of a request reaches the disk: what was not found when the folder was read is not there; a name that holds a
// hash of its contents is cached for ever, all others are asked for again each time and cost a 304.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

// A broker that runs from source has the page that was built last.
const builtPage = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/broker/console/page/' : './page/', import.meta.url),
)

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}
const hashed = /[-.](?=[\w-]*\d)[\w-]{8,}\.\w+$/

interface PageFile {
  readonly bytes: Buffer
  readonly type: string
  readonly etag: string
  readonly cache: string
}

export class PageFiles {
  readonly #directory: string
  #files: Map<string, PageFile> | undefined

  constructor(directory: string = builtPage) {
    this.#directory = directory
  }

  /** `/` and `/assets/…`; false: there is no such file. */
  answer(path: string, request: IncomingMessage, response: ServerResponse): boolean {
    this.#files ??= readFiles(this.#directory)
    const file = this.#files.get(path)
    if (file === undefined) return false
    response.setHeader('etag', file.etag)
    response.setHeader('cache-control', file.cache)
    if (request.headers['if-none-match'] === file.etag) response.writeHead(304).end()
    else
      response
        .writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.length })
        .end(file.bytes)
    return true
  }
}

function readFiles(directory: string): Map<string, PageFile> {
  const files = new Map<string, PageFile>()
  let entries: ReturnType<typeof list>
  try {
    entries = list(directory)
  } catch {
    return files // not built
  }
  for (const path of entries) {
    const type = types[extname(path)]
    if (type === undefined) continue
    const bytes = readFileSync(join(directory, path))
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
    const cache = hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'
    const name = path.split(sep).join('/')
    // The page may have laid its files into assets/ or beside index.html.
    files.set(name === 'index.html' ? '/' : `/assets/${name.replace(/^assets\//, '')}`, {
      bytes,
      type,
      etag,
      cache,
    })
  }
  return files
}

function list(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
}
