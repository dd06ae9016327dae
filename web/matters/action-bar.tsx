import { useState } from 'react'
import { isAside, type AnyFlow } from '#practice/kit/index.ts'
import { Button } from '#web/ui/button.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { Sheet } from '#web/ui/sheet.tsx'
import type { Matter } from './action-sheet.tsx'
import { arrange, type Possible } from './next-actions.ts'

interface ActionBarProps {
  flow: AnyFlow
  matter: Matter
  onChoose: (action: Possible) => void
}

/** What one may do now, within the thumb’s reach: one to press, the rest behind one word. */
export function ActionBar({ flow, matter, onChoose }: ActionBarProps) {
  const [open, setOpen] = useState(false)
  const { primary, second, rest } = arrange(flow, matter)
  if (!primary && rest.length === 0) return null
  return (
    <div className="mx-auto grid max-w-[40rem] gap-2">
      {primary && (
        <Button full kind={isAside(primary.action) ? 'soft' : 'primary'} onClick={() => onChoose(primary)}>
          {primary.name}
        </Button>
      )}
      <div className="flex gap-2 [&>*]:flex-1">
        {second && (
          <Button full kind="plain" onClick={() => onChoose(second)}>
            {second.name}
          </Button>
        )}
        {rest.length > 0 && (
          <Button full kind="plain" onClick={() => setOpen(true)}>
            {primary ? '还可以…' : '能做什么'}
          </Button>
        )}
      </div>
      <Sheet open={open} title="还可以" onClose={() => setOpen(false)}>
        <ul className="divide-y divide-line overflow-hidden rounded-card border border-line">
          {rest.map((possible) => (
            <Choice
              key={possible.action}
              possible={possible}
              onChoose={() => {
                setOpen(false)
                onChoose(possible)
              }}
            />
          ))}
        </ul>
      </Sheet>
    </div>
  )
}

/** Refused ones stay in sight, grey, with their reason. */
function Choice({ possible, onChoose }: { possible: Possible; onChoose: () => void }) {
  const { name, hint, refused } = possible
  return (
    <li>
      <button
        type="button"
        aria-disabled={refused ? true : undefined}
        className="flex min-h-target w-full items-center gap-3 px-4 py-3 text-left active:bg-brand-soft
          aria-disabled:bg-well focus-visible:-outline-offset-4"
        onClick={() => refused === undefined && onChoose()}
      >
        <span className="min-w-0 flex-1">
          <span className={`block ${refused ? 'text-ink-2' : 'font-bold'}`}>{name}</span>
          {(refused ?? hint) && <span className="block text-small text-ink-2">{refused ?? hint}</span>}
        </span>
        <Icon name={refused ? 'lock' : 'forward'} className="size-[1.1em] text-ink-3" />
      </button>
    </li>
  )
}
