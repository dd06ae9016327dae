import type { ReactNode } from 'react'
import { CODE_LETTERS } from '#contract/tracking-code.ts'
import { Icon } from './icon.tsx'

/** The letters of a code, with the 0 behind the 9 as on every keypad. */
const KEYS = CODE_LETTERS.slice(1, 10) + CODE_LETTERS[0] + CODE_LETTERS.slice(10)
const GROUP = 4

interface CodePadProps {
  label: string
  value: string
  length: number
  onChange: (value: string) => void
}

/** Large keys for a printed code, and the code in groups of four as it grows. Fingers and arrow keys both press it. */
export function CodePad({ label, value, length, onChange }: CodePadProps) {
  const groups = Array.from({ length: length / GROUP }, (_, index) => index * GROUP)
  return (
    <div role="group" aria-label={label} className="grid gap-4">
      <output aria-label={`已输入 ${value.length} 位，共 ${length} 位`} className="flex justify-center gap-5">
        {groups.map((start) => (
          <span key={start} className="flex gap-1.5">
            {Array.from({ length: GROUP }, (_, index) => start + index).map((place) => (
              <span
                key={place}
                className={`grid h-[1.7em] w-[1.3em] place-items-center rounded-small border-2 bg-paper text-display font-bold ${place === value.length ? 'border-brand' : 'border-line'}`}
              >
                {value[place] ?? ''}
              </span>
            ))}
          </span>
        ))}
      </output>
      <div className="grid grid-cols-8 gap-2">
        {Array.from(KEYS).map((sign) => (
          <Key key={sign} onPress={() => value.length < length && onChange(value + sign)}>
            {sign}
          </Key>
        ))}
        <Key wide onPress={() => onChange(value.slice(0, -1))}>
          <Icon name="back" /> 删一位
        </Key>
        <Key wide onPress={() => onChange('')}>
          <Icon name="close" /> 全清
        </Key>
      </div>
    </div>
  )
}

function Key({
  wide = false,
  onPress,
  children,
}: {
  wide?: boolean
  onPress: () => void
  children: ReactNode
}) {
  return (
    <button
      type="button"
      onClick={onPress}
      className={`flex min-h-[var(--key,var(--target))] items-center justify-center gap-2 rounded-small border border-edge bg-paper font-bold
        active:bg-brand-soft ${wide ? 'col-span-4 text-body' : 'text-lead'}`}
    >
      {children}
    </button>
  )
}
