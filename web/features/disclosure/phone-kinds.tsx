import { KIND_NAMES } from '#practice/disclosure/item.ts'

export type Kind = keyof typeof KIND_NAMES

const SHORT: Readonly<Record<Kind, string>> = { ...KIND_NAMES, benefit: '政务' }
const ALL = [undefined, ...(Object.keys(SHORT) as Kind[])] as const // the keys of the object above

/** Which kind one looks at: 全部 党务 村务 财务 政务. */
export function Kinds({
  value,
  onChange,
}: {
  value: Kind | undefined
  onChange: (kind: Kind | undefined) => void
}) {
  return (
    <div role="group" aria-label="看哪一类" className="grid grid-cols-5 gap-2">
      {ALL.map((kind) => (
        <button
          key={kind ?? 'all'}
          type="button"
          aria-pressed={kind === value}
          onClick={() => onChange(kind)}
          className="min-h-target min-w-0 rounded-card border border-edge bg-paper text-ink
            aria-pressed:border-brand aria-pressed:bg-brand-soft aria-pressed:font-bold aria-pressed:text-brand"
        >
          {kind ? SHORT[kind] : '全部'}
        </button>
      ))}
    </div>
  )
}
