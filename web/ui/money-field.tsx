import { useState } from 'react'
import { controlLook, Field, type FieldFace } from './field.tsx'

/** Money is whole fen; people type yuan. Undefined when the text is not an amount with at most two decimals. */
export function parseYuan(text: string): number | undefined {
  const match = /^(\d{1,11})(?:\.(\d{0,2}))?$/.exec(text.replace(/[,，\s]/g, ''))
  if (!match) return undefined
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

/** `123450` reads `1,234.50`, whole yuan without decimals. */
export function formatYuan(fen: number): string {
  const digits = fen % 100 === 0 ? 0 : 2
  return (fen / 100).toLocaleString('zh-CN', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

interface MoneyFieldProps extends FieldFace {
  fen: number | undefined
  onChange: (fen: number | undefined) => void
  name?: string
}

/** An amount in yuan. What was typed stays as typed until the field is left, then reads with its commas. */
export function MoneyField({ fen, onChange, required, name, ...face }: MoneyFieldProps) {
  const [typed, setTyped] = useState<string>()
  return (
    <Field {...face} required={required ?? false}>
      {(wiring) => (
        <div className="relative">
          <input
            {...wiring}
            name={name}
            type="text"
            inputMode="decimal"
            value={typed ?? (fen === undefined ? '' : formatYuan(fen))}
            className={`${controlLook} pr-10`}
            onChange={(event) => {
              setTyped(event.currentTarget.value)
              onChange(parseYuan(event.currentTarget.value))
            }}
            onBlur={() => {
              if (fen !== undefined || typed === '') setTyped(undefined)
            }}
          />
          <span className="pointer-events-none absolute inset-y-0 right-3 grid place-items-center text-ink-2">
            元
          </span>
        </div>
      )}
    </Field>
  )
}
