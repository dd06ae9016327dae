import { useState, type DragEvent } from 'react'
import { Icon } from '#web/ui/icon.tsx'

interface DeskDropProps {
  /** For whoever hears it. */
  label: string
  says: string
  hint: string
  /** While one is on its way no other is taken. */
  busy: boolean
  onFile: (file: File) => void
}

/** Where a table is dropped or picked: Excel or CSV, one at a time. */
export function DeskDrop({ label, says, hint, busy, onFile }: DeskDropProps) {
  const [over, setOver] = useState(false)
  const take = (files: FileList | null) => {
    const file = files?.[0]
    if (file && !busy) onFile(file)
  }
  const drag = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setOver(isOver)
    if (event.type === 'drop') take(event.dataTransfer.files)
  }
  return (
    <label
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={drag(false)}
      className={`grid cursor-pointer justify-items-center gap-1 rounded-card border border-dashed px-3 py-5 text-center focus-within:outline-2 focus-within:outline-brand ${over ? 'border-brand bg-brand-soft' : 'border-edge hover:border-brand'}`}
    >
      <Icon name="document" className="size-6 text-ink-3" />
      <b>{says}</b>
      <span className="text-small text-ink-3">{hint}</span>
      <input
        type="file"
        aria-label={label}
        accept=".xlsx,.csv"
        className="sr-only"
        disabled={busy}
        onChange={(event) => {
          take(event.target.files)
          // The same file, corrected, may be picked again.
          event.target.value = ''
        }}
      />
    </label>
  )
}
