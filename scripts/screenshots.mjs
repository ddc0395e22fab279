// Makes docs/console/*.png: the console's page over a broker with the traffic of `sluice demo`, light, dark and as a phone shows it.
//   npm run screenshots [-- --seconds N --out DIR]   N: how long the demo runs before the first picture (default 150: a trend to look
//     at); DIR: where they go instead of docs/console
// Needs the checkout built and a Chromium (/usr/bin/chromium, or what SLUICE_TEST_CHROMIUM names). Everything is temporary but the
// pictures. Invariant: a picture over BYTES_MAX fails the run, so that the repository stays small.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const BYTES_MAX = 150_000
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const out = option('out') ?? join(root, 'docs/console')
const desk = { viewport: { width: 1280, height: 800 } }
const phone = { viewport: { width: 360, height: 720 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true }

/** What to open, how, and what has to be there before the picture. */
const pictures = [
  { file: 'topics-light', route: 'topics', scheme: 'light', ...desk },
  { file: 'groups-light', route: 'groups', scheme: 'light', ...desk },
  { file: 'groups-dark', route: 'groups', scheme: 'dark', ...desk },
  { file: 'group-light', route: 'groups/demo.billing', scheme: 'light', ...desk, ready: '.chart .line' },
  { file: 'group-dark', route: 'groups/demo.billing', scheme: 'dark', ...desk, ready: '.chart .line' },
  {
    file: 'records-dark',
    route: 'records/demo.orders?count=20',
    scheme: 'dark',
    ...desk,
    ready: '.open',
    act: openRecord,
  },
  { file: 'broker-light', route: 'broker', scheme: 'light', ...desk },
  { file: 'phone-groups-light', route: 'groups', scheme: 'light', ...phone },
  { file: 'phone-group-dark', route: 'groups/demo.billing', scheme: 'dark', ...phone, ready: '.chart .line' },
]

function option(name) {
  const at = process.argv.indexOf(`--${name}`)
  return at === -1 ? undefined : process.argv[at + 1]
}

async function openRecord(page) {
  await page.locator('.records .open').nth(1).click()
}

/** A command of this checkout; resolves once it says that it is ready, with the addresses that it says. */
async function start(children, ...words) {
  const child = spawn(process.execPath, [join(root, 'dist/cli/main.js'), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NO_COLOR: '1' },
  })
  children.push(child)
  for await (const line of createInterface(child.stdout)) {
    if (line.startsWith('ready '))
      return Object.fromEntries(
        line
          .split(' ')
          .slice(1)
          .map((pair) => pair.split('=')),
      )
  }
  throw new Error(`sluice ${words[0]} ended before it was ready`)
}

async function take(browser, http, { file, route, scheme, ready, act, ...options }) {
  const context = await browser.newContext({ colorScheme: scheme, reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  await page.goto(`http://${http}/#/${route}`)
  await page.locator('.live[data-kind="live"]').waitFor()
  if (ready !== undefined) await page.locator(ready).first().waitFor()
  // Rates and trends come with an answer of their own.
  await page.waitForTimeout(3_000)
  await act?.(page)
  const path = join(out, `${file}.png`)
  await page.screenshot({ path })
  await context.close()
  const { size } = statSync(path)
  process.stdout.write(`${basename(path)}  ${size} bytes\n`)
  if (size > BYTES_MAX) throw new Error(`${path} has ${size} bytes; ${BYTES_MAX} are allowed`)
}

const seconds = Number(option('seconds') ?? 150)
const data = mkdtempSync(join(tmpdir(), 'sluice-screenshots-'))
const children = []
try {
  const { listen, http } = await start(
    children,
    'broker',
    '--data',
    data,
    '--listen',
    '127.0.0.1:0',
    '--http',
    '127.0.0.1:0',
  )
  await start(children, 'demo', '--broker', listen)
  process.stderr.write(`screenshots: the demo runs for ${seconds} s first\n`)
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
  mkdirSync(out, { recursive: true })
  const executablePath = process.env.SLUICE_TEST_CHROMIUM ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    for (const picture of pictures) await take(browser, http, picture)
  } finally {
    await browser.close()
  }
} finally {
  for (const child of children.reverse()) {
    if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit')
  }
  rmSync(data, { recursive: true, force: true })
}
