import { Input, type InputProps } from 'antd'
import type { ReactNode } from 'react'
import { DeskField } from './desk-field.tsx'

/** One line that has to be typed, with its label, hint and fault; `secret`: not for whoever looks over the shoulder. */
export function DeskEntry({
  label,
  hint,
  fault,
  aside,
  secret = false,
  onChange,
  ...input
}: {
  label: string
  hint?: string
  fault?: string | undefined
  aside?: ReactNode
  secret?: boolean
  value: string
  onChange: (typed: string) => void
} & Omit<InputProps, 'value' | 'onChange'>) {
  const Line = secret ? Input.Password : Input
  return (
    <DeskField label={label} required hint={hint} fault={fault} aside={aside}>
      {(bound) => <Line {...input} {...bound} onChange={({ target }) => onChange(target.value)} />}
    </DeskField>
  )
}
