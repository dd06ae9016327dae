import { useMemo, useState } from 'react'
import { guessReported } from '#practice/kit/index.ts'
import { useCatalogue } from '#web/client/county.ts'
import { Icon } from '#web/ui/icon.tsx'
import { Sheet } from '#web/ui/sheet.tsx'
import { PickList } from './pick-field.tsx'
import type { CatalogueItem } from './reference.ts'

/** What the words speak of most likely. */
export function useGuesses(list: string | undefined, words: string): CatalogueItem[] {
  const items = useCatalogue(list)?.items
  return useMemo(() => guessReported(items ?? [], words), [items, words])
}

interface ItemChipsProps {
  label: string
  list: string
  /** What is offered before anything is searched. */
  offered: readonly CatalogueItem[]
  value: string | undefined
  onChange: (code: string) => void
  /** What helps to choose. */
  hint?: string | undefined
  error?: string | undefined
}

/** The class of a matter as a few chips, with the whole list behind the last one. */
export function ItemChips({ label, list, offered, value, onChange, hint, error }: ItemChipsProps) {
  const items = useCatalogue(list)?.items ?? []
  const [open, setOpen] = useState(false)
  const chosen = items.find(({ code }) => code === value)
  const chips = chosen && !offered.some(({ code }) => code === value) ? [chosen, ...offered] : offered
  const options = items.map(({ code, plain, name, words, class: group }) => ({
    value: code,
    label: plain || name,
    note: plain === name ? undefined : name,
    words,
    group,
  }))
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="pb-2 font-bold">{label}</legend>
      <div className="flex flex-wrap gap-2">
        {chips.map((item) => (
          <Chip
            key={item.code}
            item={item}
            chosen={item.code === value}
            onChoose={() => onChange(item.code)}
          />
        ))}
        <button
          type="button"
          aria-haspopup="dialog"
          className="inline-flex min-h-target items-center gap-1 rounded-full border border-dashed border-edge px-4 text-ink-2"
          onClick={() => setOpen(true)}
        >
          <Icon name="search" className="size-[1.1em]" />
          {chips.length > 0 ? '换一类' : '自己选一类'}
        </button>
      </div>
      {hint && <p className="text-small text-ink-2">{hint}</p>}
      {error && (
        <p data-fault tabIndex={-1} className="flex items-start gap-1 text-small text-late">
          <Icon name="warning" className="mt-[0.2em] size-[1.1em]" />
          {error}
        </p>
      )}
      <Sheet open={open} title={label} onClose={() => setOpen(false)}>
        <PickList
          options={options}
          value={value}
          searchLabel="写一两个字找一找"
          onPick={(code) => {
            onChange(code)
            setOpen(false)
          }}
        />
      </Sheet>
    </fieldset>
  )
}

function Chip({ item, chosen, onChoose }: { item: CatalogueItem; chosen: boolean; onChoose: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={chosen}
      className="inline-flex min-h-target items-center gap-1 rounded-full border border-edge bg-paper px-4
        aria-pressed:border-brand aria-pressed:bg-brand-soft aria-pressed:font-bold aria-pressed:text-brand"
      onClick={onChoose}
    >
      {chosen && <Icon name="check" className="size-[1em]" />}
      {item.plain || item.name}
    </button>
  )
}
