import { addressOf, type Output } from '#web/client/call.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Link } from '#web/ui/link.tsx'
import { Timeline } from '#web/ui/timeline.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { dayText } from '#web/ui/when.ts'

type Detail = Output<'publications.show'>

const NODES = [
  ['before', '事前', '打算怎么做'],
  ['during', '事中', '做到哪一步'],
  ['after', '事后', '做成什么样，花了多少'],
] as const

/** Before, during and after of one affair on one line; a part that is not public yet says so. */
export function Affair({ publication, hrefOf }: { publication: Detail; hrefOf?: (id: string) => string }) {
  const now = useNow()
  const { affair, id } = publication
  const partsOf = (node: string) => affair.filter((one) => (one.node ?? 'before') === node)
  const reached = (from: number) => NODES.slice(from).some(([node]) => partsOf(node).length > 0)
  return (
    <ol className="grid">
      {NODES.map(([node, name, says], index) => {
        const parts = partsOf(node)
        return (
          <li key={node} className="relative grid gap-1 pb-4 pl-9 last:pb-0">
            {index < NODES.length - 1 && (
              <span
                aria-hidden="true"
                className={`absolute top-6 bottom-0 left-[0.7rem] w-0.5 ${reached(index + 1) ? 'bg-brand' : 'bg-line'}`}
              />
            )}
            <span
              aria-hidden="true"
              className={`absolute top-0.5 left-0 grid size-6 place-items-center rounded-full ${
                parts.length > 0 ? 'bg-brand text-on-brand' : 'border-2 border-edge bg-paper'
              }`}
            >
              {parts.length > 0 && <Icon name="check" className="size-4" />}
            </span>
            <b>{name}</b>
            {parts.length === 0 && <span className="text-ink-2">还没有公布（{says}）</span>}
            {parts.map((one) => {
              const said = `${one.title}，${dayText(one.postedFrom, now)}`
              if (one.id === id) return <span key={one.id}>{said}（正在看的）</span>
              if (!hrefOf) return <span key={one.id}>{said}</span>
              return (
                <Link
                  key={one.id}
                  href={hrefOf(one.id)}
                  className="grid min-h-target content-center text-brand underline"
                >
                  {said}
                </Link>
              )
            })}
          </li>
        )
      })}
    </ol>
  )
}

/** Who filled it in, who examined it, who approved it, and the sheet on the wall, newest first. */
export function Course({ publication: { id, steps } }: { publication: Detail }) {
  const entries = steps.map(({ action, name, version, by, at, reason, file }) => ({
    id: `${action} ${at}`,
    who: by,
    at,
    what: version > 1 ? `${name}（第 ${version} 版）` : name,
    ...(reason ? { text: reason } : {}),
    ...(file ? { photos: [photoOf(id, file)] } : {}),
  }))
  return <Timeline entries={entries} />
}

const photoOf = (id: string, file: string) => ({
  alt: '贴在公开栏上的照片',
  url: addressOf('publications.file', { params: { id, file } }),
  thumb: addressOf('publications.file', { params: { id, file }, query: { size: 'small' } }),
})
