// Tables of text: what fits, what is cut, and that no name reaches the terminal as a command to it.
import { expect } from 'chai'
import { cutText, displayWidth, tableText } from '../../cli/text-table.ts'
import type { Column } from '../../cli/text-table.ts'

interface Row {
  name: string
  count: number | string
  note: string
}

const columns: readonly Column<Row>[] = [
  { header: 'NAME', cell: (row) => row.name, style: (row) => (row.count === 0 ? 'red' : undefined) },
  { header: 'COUNT', cell: (row) => row.count, right: true },
  { header: 'NOTE', cell: (row) => row.note },
]
const rows: Row[] = [
  { name: 'a', count: 5, note: '' },
  { name: 'longer', count: 1_234_567, note: 'last words' },
]
const drawn = (given: readonly Row[], look = {}) => tableText(given, columns, look).trimEnd().split('\n')

describe('cli/text-table', () => {
  it('numbers stand at the right, text at the left, two blanks between, none at the end', () => {
    expect(tableText(rows, columns)).to.equal(
      ['NAME      COUNT  NOTE', 'a             5', 'longer  1234567  last words', ''].join('\n'),
    )
    expect(drawn(rows, { headers: false })).to.deep.equal(['a             5', 'longer  1234567  last words'])
    expect(tableText([], columns)).to.equal('NAME  COUNT  NOTE\n')
    expect(tableText([], columns, { headers: false })).to.equal('')
    expect(tableText(rows, [])).to.equal('')
  })

  it('is never wider than asked: the widest text is cut first, then the edge; without a width nothing is cut', () => {
    const wide = [{ name: 'n'.repeat(30), count: 12, note: 'w'.repeat(20) }]
    const whole = drawn(wide)
    expect(drawn(wide, { widthColumns: whole[1]!.length })).to.deep.equal(whole)
    expect(drawn(wide, { widthColumns: 45 })[1]).to.equal(`${'n'.repeat(17)}…     12  ${'w'.repeat(17)}…`)
    for (let widthColumns = 1; widthColumns <= 70; widthColumns++) {
      for (const line of drawn([...wide, ...rows], { widthColumns })) {
        expect(displayWidth(line), `${widthColumns}: ${line}`).to.be.at.most(widthColumns)
      }
      const [, line] = drawn(wide, { widthColumns })
      if (widthColumns < whole[1]!.length) expect(line).to.include('…')
    }
  })

  it('numbers are there whole or not at all, and each line says that something is missing', () => {
    const numbers: Column<number>[] = ['A', 'B', 'C'].map((header) => ({
      header,
      cell: (row) => row,
      right: true,
    }))
    const at = (widthColumns: number) => tableText([123_456], numbers, { widthColumns }).trimEnd().split('\n')
    expect(at(22)).to.deep.equal(['     A       B       C', '123456  123456  123456'])
    expect(at(21)).to.deep.equal(['     A       B  …', '123456  123456  …'])
    expect(at(17)).to.deep.equal(['     A       B  …', '123456  123456  …'])
    expect(at(16)).to.deep.equal(['     A  …', '123456  …'])
    expect(at(8)).to.deep.equal(['     A', '123456'])
    expect(at(5)).to.deep.equal(['    A', '1234…'])
  })

  it('names are cut no further than the columns that fit need it', () => {
    const many: Column<Row>[] = [columns[0]!, columns[1]!, { ...columns[1]!, header: 'A-LONG-HEADER' }]
    const row = { name: 'billing-service-eu', count: 1, note: '' }
    const at = (widthColumns: number) => tableText([row], many, { widthColumns }).trimEnd().split('\n')[1]
    expect(at(40)).to.equal('billing-service-eu      1              1')
    expect(at(39)).to.equal('billing-service-…      1              1')
    expect(at(30)).to.equal('billing…      1              1')
    expect(at(29)).to.equal('billing-service-eu      1  …')
    expect(at(28)).to.equal('billing-service-eu      1  …')
    expect(at(20)).to.equal('billing-s…      1  …')
  })

  it('wide and combining characters are measured as a terminal shows them', () => {
    expect(displayWidth('日本')).to.equal(4)
    expect(displayWidth('e\u0301')).to.equal(1)
    expect(displayWidth('▁█↗·…')).to.equal(5)
    expect(cutText('日本語', 5)).to.equal('日本…')
    expect(cutText('日本語', 4)).to.equal('日…')
    expect(cutText('abc', 3)).to.equal('abc')
    expect(cutText('abc', 0)).to.equal('')
    const lines = drawn([{ name: '日本', count: 1, note: 'x' }, rows[1]!])
    expect(lines[1]).to.equal('日本          1  x')
  })

  it('colours only where they are wanted; they do not count as width', () => {
    const red = [{ name: 'a', count: 0, note: 'x' }]
    expect(drawn(red)[1]).to.equal('a         0  x')
    expect(drawn(red, { colours: true, widthColumns: 20 })[1]).to.equal('\u001b[31ma\u001b[39m         0  x')
  })

  it('what a terminal would obey is shown, not sent', () => {
    const hostile = [{ name: '\u001b[2J\u009b\n\t\u202eevil\u2028', count: '1\r2', note: '\u0007' }]
    const text = tableText(hostile, columns, { colours: true })
    expect(text.split('\n')).to.have.length(3)
    expect(text).to.match(/^\?\[2J\?\?\?\?evil\?/m)
    expect([...text].filter((one) => one !== '\n' && /\p{Cc}|\p{Cf}/u.test(one))).to.deep.equal([])
  })
})
