import { KIND_NAMES } from '#practice/disclosure/item.ts'
import type { Posted } from '#web/client/board.ts'

/** The four kinds in the order of the boards, after everything. */
export const KINDS: readonly (readonly [kind: Posted['kind'] | undefined, name: string])[] = [
  [undefined, '全部'],
  ['finance', KIND_NAMES.finance],
  ['village', KIND_NAMES.village],
  ['party', KIND_NAMES.party],
  ['benefit', KIND_NAMES.benefit],
]

/** Who may read one that is not for everybody, in the words of the screen. */
export const REACHES: Readonly<Record<Posted['reach'], string>> = {
  all: '对所有人公开',
  village: '只对本村村民公开',
  member: '只对集体经济组织成员公开',
}

export const kindName = (kind: Posted['kind']) => KIND_NAMES[kind]
