import { lazy, Suspense, useState } from 'react'
import type { Posted } from '#web/client/board.ts'
import { Button } from '#web/ui/button.tsx'
import { Skeleton } from '#web/ui/skeleton.tsx'
import { kindName } from './board-words.ts'
import { PostedRow } from './kiosk.tsx'

/** The keyboard and its fifty kilobytes of characters come only when somebody searches. */
const PinyinKeyboard = lazy(() =>
  import('./kiosk-keyboard.tsx').then(({ PinyinKeyboard: keyboard }) => ({ default: keyboard })),
)

/** Above the keyboard there is room for so many. */
const SHOWN = 4

/** Search among what hangs, with a keyboard on the screen: letters become characters by the candidates above the keys. */
export function SearchKiosk({ rows, onOpen }: { rows: readonly Posted[]; onOpen: (id: string) => void }) {
  const [words, setWords] = useState('')
  const [cleared, setCleared] = useState(0)
  const found = find(rows, words)
  return (
    <div className="grid h-full grid-rows-[auto_minmax(0,1fr)_auto] gap-6">
      <div className="grid gap-4">
        <h1 className="text-display">按拼音找</h1>
        <div className="flex gap-3">
          <output
            aria-label="要找的词"
            className="min-h-[3.4rem] min-w-0 flex-1 truncate rounded-card border-2 border-brand bg-paper px-6 py-2 text-title"
          >
            {words || <span className="text-ink-3">在下面按拼音，例如 zhangmu 或 zm</span>}
          </output>
          <Button
            kind="plain"
            reason={undefined}
            onClick={() => {
              setWords('')
              setCleared(cleared + 1)
            }}
          >
            清空
          </Button>
        </div>
      </div>
      <Found rows={found} words={words} onOpen={onOpen} />
      <Suspense fallback={<Skeleton />}>
        <PinyinKeyboard key={cleared} titles={rows} onChange={setWords} />
      </Suspense>
    </div>
  )
}

function Found(props: { rows: readonly Posted[]; words: string; onOpen: (id: string) => void }) {
  const { rows, words, onOpen } = props
  if (words === '')
    return <p className="text-lead text-ink-2">可以找标题里的词，也可以找“账目”“低保”“工程”这样的说法。</p>
  if (/[a-z]/i.test(words))
    return <p className="text-lead text-ink-2">拼完以后，请在键盘上方点您要的字或词。</p>
  if (rows.length === 0) return <p className="text-lead">公开栏上没有找到“{words}”。换个短一点的说法试试。</p>
  return (
    <div className="grid content-start gap-3">
      <p role="status" className="text-ink-2">
        找到 {rows.length} 项{rows.length > SHOWN && `，这里是最新的 ${SHOWN} 项；词写得长一点会更准`}
      </p>
      <ul className="grid gap-3">
        {rows.slice(0, SHOWN).map((row) => (
          <li key={row.id}>
            <PostedRow row={row} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What villagers call a whole kind of things, which no title says. */
const KIND_WORDS: Readonly<Partial<Record<Posted['kind'], readonly string[]>>> = {
  finance: ['账目', '收支', '开支', '账本', '花钱'],
  benefit: ['政策', '惠民'],
}

/** The rows whose title or heading has the words, or whose kind is called so. */
export function find(rows: readonly Posted[], words: string): Posted[] {
  const wanted = words.replaceAll(/\s/g, '')
  if (wanted === '') return []
  return rows.filter(
    ({ title, class: heading, kind, periodName }) =>
      [title, heading, kindName(kind), periodName].some((text) => text.includes(wanted)) ||
      KIND_WORDS[kind]?.includes(wanted),
  )
}
