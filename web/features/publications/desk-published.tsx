import { Button } from 'antd'
import { Qr } from '#web/matters/desk-qr.tsx'
import { paths } from '#web/surfaces/phone/paths.ts'
import type { Shown } from './desk-words.ts'

/** What hangs now: its check code, the code to scan, and where villagers read it. */
export function Published({ shown }: { shown: Shown }) {
  const [newest] = shown.versions
  if (!newest) return null
  const address = `${location.origin}${paths.verify(newest.code)}`
  return (
    <section aria-label="核验" className="grid gap-2">
      <h2 className="font-bold">正在公示的第 {newest.version} 版</h2>
      <div className="flex gap-3">
        <Qr text={address} label="扫码核验这一版" />
        <div className="grid content-start gap-1 text-small">
          <p className="text-ink-2">核验码</p>
          <p className="font-numerals text-lead font-bold tracking-wider select-all">{newest.code}</p>
          <p className="text-ink-2">
            {shown.takenDownOn === undefined
              ? `${shown.postedFrom} 起公示，${shown.postedUntil} 起才可撤下`
              : `${shown.postedFrom} 公示，${shown.takenDownOn} 撤下`}
          </p>
          {shown.late > 0 && <p className="text-late">公布时已超期 {shown.late} 天</p>}
        </div>
      </div>
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
