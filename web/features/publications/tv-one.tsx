import { useState } from 'react'
import { usePublication, type Publication } from '#web/client/board.ts'
import { Button } from '#web/ui/button.tsx'
import { usePresses } from '#web/ui/use-presses.ts'
import { Head, usePages, type TvPage } from './tv-pages.tsx'

interface Props {
  id: string
  /** False: it was taken down while somebody watched. */
  isHanging: boolean
  onBack: () => void
}

/** One publication, page by page with left and right, its parts by number keys. */
export function PublicationTv({ id, isHanging, onBack }: Props) {
  const { data, error } = usePublication(isHanging ? id : undefined)
  if (isHanging && data) return <Pages publication={data} onBack={onBack} />
  const says = !isHanging
    ? '这一项已经从公开栏撤下了。'
    : error
      ? `这一项现在读不到：${error.message}`
      : '正在读取'
  return (
    <div className="grid h-full content-center justify-items-center gap-8">
      <p className="text-title">{says}</p>
      <Button kind="plain" onClick={onBack}>
        返回公开栏
      </Button>
    </div>
  )
}

/** The remote's 1 to 4 lead to the first page of each part. */
const PARTS: readonly (readonly [part: TvPage['part'], name: string])[] = [
  ['summary', '说明'],
  ['lines', '明细'],
  ['questions', '问和答'],
  ['phone', '用手机看'],
]

function Pages({ publication, onBack }: { publication: Publication; onBack: () => void }) {
  const pages = usePages(publication)
  const [at, setAt] = useState(0)
  // A correction may have fewer pages.
  const here = Math.min(at, pages.length - 1)
  const page = pages[here]
  const has = (part: TvPage['part']) => pages.findIndex((one) => one.part === part)
  usePresses((key) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key]
    if (step !== undefined) {
      setAt(Math.min(pages.length - 1, Math.max(0, here + step)))
      return true
    }
    const part = PARTS[Number(key) - 1]
    const first = part ? has(part[0]) : -1
    if (first >= 0) setAt(first)
    return first >= 0
  })
  if (!page) return null
  return (
    <article className="grid h-full grid-rows-[auto_minmax(0,1fr)_auto] gap-4">
      <Head publication={publication} says={`${page.says}（第 ${here + 1} 页，共 ${pages.length} 页）`} />
      <div className="min-h-0 overflow-hidden">{page.draw()}</div>
      <footer className="grid grid-cols-[auto_minmax(0,1fr)] items-center">
        <button
          type="button"
          onClick={onBack}
          className="min-h-target rounded-card border border-edge px-8 font-bold"
        >
          返回公开栏
        </button>
        <p className="pl-8 text-small text-ink-3">
          左右翻页；
          {PARTS.map(([part, name], index) => (has(part) < 0 ? '' : `${index + 1} ${name}　`)).join('')}
        </p>
      </footer>
    </article>
  )
}
