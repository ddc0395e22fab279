// The sources of the console's page: no way from a string to markup or code, nothing from elsewhere, both dark palettes alike. What the
// page does in a browser is tested in test/console.
import { expect } from 'chai'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripped } from '../tidy/sources.ts'

const folder = join(import.meta.dirname, '../../broker/console/page')
const read = (file: string): string => readFileSync(join(folder, file), 'utf8')
const programs = readdirSync(folder).filter((file) => file.endsWith('.ts'))

const forbidden: readonly (readonly [pattern: RegExp, why: string])[] = [
  [
    /\b(?:inner|outer)HTML\b|insertAdjacentHTML|setHTML|createContextualFragment|DOMParser|document\.write/,
    'markup from text',
  ],
  [/\beval\b|new Function\b|set(?:Timeout|Interval)\(\s*['"`]/, 'code from text'],
  [/\bimport\(/, 'a module that is chosen at run time'],
  [/\bwindow\.open\b|\blocation\.(?:href|assign|replace)\b/, 'another address'],
  [/\bas any\b|@ts-/, 'a hole in the types'],
]

describe('sources of the page', () => {
  it('turn no text into markup or code', () => {
    const found = programs.flatMap((file) =>
      forbidden.filter(([pattern]) => pattern.test(stripped(read(file)))).map(([, why]) => `${file}: ${why}`),
    )
    expect(programs.length).to.be.greaterThan(20)
    expect(found).to.deep.equal([])
  })

  it('set attributes and make elements in one file', () => {
    const found = programs.filter(
      (file) =>
        file !== 'dom.ts' &&
        /\bcreateElement(?:NS)?\(|\.setAttribute(?:NS)?\(\s*['"`](?:on|src|href|style)/.test(read(file)),
    )
    expect(found).to.deep.equal([])
  })

  it('name no address but this origin', () => {
    const found = readdirSync(folder).filter((file) => {
      const text = read(file).replaceAll('http://www.w3.org/2000/svg', '')
      return /\bhttps?:\/\/|['"(]\/\/[a-z]|@import|\bdata:/i.test(text.replace(/^\s*\/\/.*$/gm, ''))
    })
    expect(found).to.deep.equal([])
  })

  it('have nothing inline that the policy would stop', () => {
    const html = read('index.html')
    expect(html).not.to.match(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/)
  })

  it('say dark once for who prefers it and once for who chose it, and the same', () => {
    const palettes = [...read('style.css').matchAll(/color-scheme: dark;([^}]*)}/g)].map(([, text]) =>
      (text ?? '').replaceAll(/\s+/g, ' ').trim(),
    )
    expect(palettes).to.have.length(2)
    expect(palettes[0]).to.equal(palettes[1])
    expect(palettes[0]?.length).to.be.greaterThan(300)
  })
})
