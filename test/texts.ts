import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What the stand-in for a gateway was handed for a telephone, in that data folder, the oldest first. */
export async function textsTo(dataDir: string, phone: string): Promise<{ at: string; text: string }[]> {
  const lines = (await readFile(join(dataDir, 'texts.log'), 'utf8').catch(() => '')).split('\n')
  return lines
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { at: string; phone: string; text: string })
    .filter((message) => message.phone === phone)
}

/** The code of the last message to that telephone; undefined while there is none. */
export async function codeTo(dataDir: string, phone: string, what = '验证码'): Promise<string | undefined> {
  const last = (await textsTo(dataDir, phone)).findLast(({ text }) => text.includes(what))
  return last && new RegExp(`${what}是 (\\d{6})`).exec(last.text)?.[1]
}
