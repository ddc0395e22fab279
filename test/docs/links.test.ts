// Links of the documentation lead to files that exist, and so do the source files it names.
import { expect } from 'chai'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pages, root } from './snippets.ts'

describe('links of the documentation', () => {
  for (const page of pages()) {
    it(page, () => {
      const text = readFileSync(join(root, page), 'utf8').replace(/^```[\s\S]*?^```$/gm, '')
      const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map((match) => match[1] as string)
      const lost = links.filter(
        (link) => !/^https?:/.test(link) && !existsSync(join(root, dirname(page), link)),
      )
      expect(lost, 'links').to.deep.equal([])
      const named = [
        ...text.matchAll(
          /`((?:native|protocol|storage|broker|client|cli|bench|test|scripts)\/[\w./-]+\.\w+)`/g,
        ),
      ]
      const missing = named.map((match) => match[1] as string).filter((path) => !existsSync(join(root, path)))
      expect(missing, 'files named').to.deep.equal([])
    })
  }
})
