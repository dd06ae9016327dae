import { minuteOf } from '#practice/kit/index.ts'

/** Whoever takes something out of the house: their name, and the post they act from. */
export type Taker = { by: string; title: string }

/** Who took a copy along and when, as it stands on it. */
export const takenBy = ({ by, title, at }: Taker & { at: Date }): string =>
  `${by}（${title}）${minuteOf(at)} 导出`
