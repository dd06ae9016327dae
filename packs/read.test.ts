import { describe, expect, test } from 'vitest'
import { CsvError, number, readCsv, text, writeCsv } from './read.ts'

describe('reading a list', () => {
  const columns = { name: text, size: number }
  const fails = (source: string) => {
    try {
      readCsv(source, columns)
    } catch (error) {
      if (error instanceof CsvError) return error.message
    }
    return 'was read'
  }

  test('quotes, commas, line ends and doubled quotes inside a cell survive', () => {
    const read = readCsv('name,size\r\n"a, ""b""\nc",1\r\n,2', columns)
    expect(read).toEqual([
      { name: 'a, "b"\nc', size: 1 },
      { name: '', size: 2 },
    ])
    expect(readCsv(writeCsv(read, columns), columns)).toEqual(read)
  })

  test('what is wrong is said with its line', () => {
    expect(fails('')).toBe('line 1: the file is empty; its first row must name the columns')
    expect(fails('\uFEFFname,size\n')).toContain('byte order mark')
    expect(fails('name,weight\n')).toBe('line 1: columns must be name, size, not name, weight')
    expect(fails('name,size\n"a\nb",1\nc,two\n')).toBe('line 4: size must be a number, not "two"')
    expect(fails('name,size\na,1,\n')).toBe('line 2: has 3 cells, the header has 2')
    expect(fails('name,size\na"b,1\n')).toContain('line 2: a quote inside')
    expect(fails('name,size\n"a"b,1\n')).toContain('line 2: after a closing quote')
    expect(fails('name,size\n"a,1\n')).toBe('line 2: a quoted cell is never closed')
  })
})
