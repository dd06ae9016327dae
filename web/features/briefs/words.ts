import type { Output } from '#web/client/call.ts'

export type Brief = Output<'briefs.show'>
export type Section = Brief['sections'][number]
export type Sentence = Section['sentences'][number]
export type Figure = Sentence['figures'][number]
type State = Brief['state']

/** How one's own brief stands. */
export const STATES: Readonly<Record<State, string>> = {
  drafted: '草稿',
  signed: '已签发',
  sent: '已上报',
  returned: '被退回',
}
export { BRIEFS_RECEIVED as RECEIVED } from '#contract/words.ts'
/** antd's colours of a tag. */
export const COLOURS: Readonly<Record<State, string>> = {
  drafted: 'default',
  signed: 'processing',
  sent: 'success',
  returned: 'error',
}

export type Piece = string | Figure

/** The program's words with its numbers where they stand: `{0}` is the place of the first figure. */
export function piecesOf(machine: string, figures: readonly Figure[]): Piece[] {
  return machine
    .split(/(\{\d+\})/)
    .map((part) => figures[Number(/^\{(\d+)\}$/.exec(part)?.[1] ?? Number.NaN)] ?? part)
    .filter((piece) => piece !== '')
}

/** The sentence as plain text. */
export function textOf({ own, machine = '', figures }: Sentence): string {
  const words = piecesOf(machine, figures).map((piece) => (typeof piece === 'string' ? piece : piece.value))
  return own ?? words.join('')
}

/** Official papers count their headings so. */
export const COUNT = '一二三四五六七'
