import type { Output } from '#web/client/call.ts'
import { Icon } from '#web/ui/icon.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { momentText } from '#web/ui/when.ts'
import { spacedCode } from './parts-code.tsx'

type Found = Output<'publications.verify'>

/** Green: what hangs is what was published. Red: the village’s record was changed afterwards, and where. */
export function Verdict({ verdict }: { verdict: Found }) {
  const { sound, says, checked, broken, found } = verdict
  const look = sound ? 'bg-brand-soft text-brand' : 'bg-late-soft text-late'
  return (
    <>
      <section
        role="status"
        className={`grid justify-items-center gap-2 rounded-card p-5 text-center ${look}`}
      >
        <Icon name={sound ? 'check' : 'warning'} className="size-14" />
        <h2 className="text-title">{sound ? '贴出来的就是当初公布的' : '公开记录被改动过，先别信这张纸'}</h2>
        <p className="text-ink">{says}</p>
      </section>
      {found && <Facts found={found} checked={checked} />}
      {broken.length > 0 && (
        <section className="grid gap-2">
          <h2 className="text-lead">对不上的</h2>
          <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-paper">
            {broken.map(({ seq, title, version, says: why }, index) => (
              <li key={`${seq} ${index}`} className="px-4 py-3">
                <b>{version > 0 ? `${title}，第 ${version} 版` : '本村的公开记录'}</b>
                <span className="block text-ink-2">{why}</span>
              </li>
            ))}
          </ul>
          <p className="text-ink-2">请拍下这一页，交给镇街或区里的纪检监察部门，也可以打 12388。</p>
        </section>
      )}
    </>
  )
}

function Facts({ found, checked }: { found: NonNullable<Found['found']>; checked: number }) {
  const now = useNow()
  const { title, divisionName, version, newest, at, publisher, code } = found
  const rows = [
    ['公布的是', title],
    ['哪个村', divisionName],
    [
      '哪一版',
      newest > version
        ? `第 ${version} 版；后来更正过，现在是第 ${newest} 版`
        : `第 ${version} 版，没有更正过`,
    ],
    ['谁公布的', publisher],
    ['什么时候', momentText(at, now)],
    ['核验码', spacedCode(code)],
    ['核对了', `本村从头到现在的 ${checked} 份公开记录，一份一份重算`],
  ] as const
  return (
    <dl className="divide-y divide-line overflow-hidden rounded-card border border-line bg-paper">
      {rows.map(([name, says]) => (
        <div key={name} className="flex gap-3 px-4 py-2">
          <dt className="w-[4.5em] shrink-0 text-ink-2">{name}</dt>
          <dd className="min-w-0 flex-1">{says}</dd>
        </div>
      ))}
    </dl>
  )
}
