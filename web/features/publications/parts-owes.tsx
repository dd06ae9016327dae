import { Icon } from '#web/ui/icon.tsx'

/** That what hangs is to be corrected, because another publication was and it has to follow. Nothing when it has not. */
export function Owes({ says }: { says: string | undefined }) {
  if (says === undefined) return null
  return (
    <p role="note" className="flex gap-2 rounded-card bg-wait-soft px-4 py-3 text-wait">
      <Icon name="warning" className="mt-1 size-[1em] shrink-0" />
      <span>村里还要更正这一份：{says}</span>
    </p>
  )
}
