import { Button } from 'antd'
import { paths } from '#web/surfaces/phone/paths.ts'
import { dateText } from '#web/ui/when.ts'
import { CheckCode } from './parts-code.tsx'
import type { Shown } from './desk-words.ts'

/** What hangs now: its check code, the code to scan, and where villagers read it. */
export function Published({ shown }: { shown: Shown }) {
  const [newest] = shown.versions
  if (!newest) return null
  return (
    <section aria-label="核验" className="grid gap-2">
      <h2 className="font-bold">正在公示的第 {newest.version} 版</h2>
      <CheckCode code={newest.code} url={`${location.origin}${paths.verify(newest.code)}`} />
      <p className="text-small text-ink-2">
        {shown.takenDownOn === undefined
          ? `${dateText(shown.postedFrom)}起公示，${dateText(shown.postedUntil)}起才可撤下`
          : `${dateText(shown.postedFrom)}公示，${dateText(shown.takenDownOn)}撤下`}
        {shown.late > 0 && <span className="text-late">，公布时已超期 {shown.late} 天</span>}
      </p>
      <div className="grid grid-cols-2 gap-2">
        <Button href={paths.publication(shown.id)} target="_blank" rel="noopener">
          村民看到的
        </Button>
        <Button href={paths.verify(newest.code)} target="_blank" rel="noopener">
          核验
        </Button>
      </div>
    </section>
  )
}
