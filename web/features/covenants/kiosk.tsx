import { useState } from 'react'
import { faultOf, useCall } from '#web/client/queries.ts'
import { OnDay } from '#web/ui/on-day.tsx'
import { Articles, Changes } from './parts.tsx'

/** 村规民约 on the screen in the hall: what is in force, and what it changed. */
export function CovenantKiosk({ village }: { village: string }) {
  const read = useCall('covenants.read', { params: { division: village } }, { keepsLast: true })
  const [changes, setChanges] = useState(false)
  const { data } = read
  const [version] = data?.versions ?? []
  if (!data)
    return (
      <div className="grid gap-4">
        <h1 className="text-display">村规民约</h1>
        <p role="status" className="text-lead text-ink-2">
          {faultOf(read)?.message ?? '正在读取'}
        </p>
      </div>
    )
  if (!version)
    return (
      <div className="grid gap-4">
        <h1 className="text-display">村规民约</h1>
        <p className="text-lead text-ink-2">还没有公布。村民会议通过、镇街备案以后，全文就在这里。</p>
      </div>
    )
  const { title, n, why, adoption, number, filedOn } = version
  return (
    <div className="grid gap-6">
      <header className="grid gap-2">
        <h1 className="text-display">
          {title}（第 {n} 版）
        </h1>
        <p className="text-lead">{why}</p>
        <p className="text-ink-2">
          <OnDay day={adoption.decidedOn} />
          {adoption.bodyName}通过；{filedOn && <OnDay day={filedOn} />}备案，{number}
        </p>
      </header>
      {version.changes.length > 0 && (
        <div role="group" aria-label="看哪一样" className="grid grid-cols-2 gap-4">
          {[false, true].map((each) => (
            <button
              key={String(each)}
              type="button"
              aria-pressed={changes === each}
              onClick={() => setChanges(each)}
              className={`min-h-[4rem] rounded-card border-2 text-lead font-bold ${changes === each ? 'border-brand bg-brand-soft text-brand' : 'border-line bg-paper'}`}
            >
              {each ? '改了什么' : '全文'}
            </button>
          ))}
        </div>
      )}
      <section
        aria-label="正文"
        className="rounded-card border border-line bg-paper p-8 text-lead leading-relaxed"
      >
        {changes ? <Changes changes={version.changes} /> : <Articles words={version.words} />}
      </section>
    </div>
  )
}
