import { Input } from 'antd'
import type { ReactNode } from 'react'
import { SAID_WAYS, type ConsentWay } from '#contract/consent-ways.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Moment } from '#web/matters/desk-time.tsx'
import { dateText } from '#web/ui/when.ts'

/** What somebody or a guardian said of consent, as the desk lists it and asks for its day. */

type Said = { way?: ConsentWay | undefined; on: string; by: string; second?: string | undefined; at: string }

/** One of a list: in `children` who said what. */
export function SaidLine({
  said: { way, on, by, second, at },
  children,
}: {
  said: Said
  children: ReactNode
}) {
  return (
    <li className="grid px-3 py-2">
      <span>
        {children}
        {way ? `${dateText(on)}${SAID_WAYS[way]}` : '自己在手机上'}
      </span>
      <span className="text-small text-ink-2">
        {by} <Moment at={at} /> 记{second && `，${second}复核`}
      </span>
    </li>
  )
}

type DayProps = {
  label: string
  today: string
  value: string | undefined
  fault: string | undefined
  onChange: (on: string) => void
}

/** The day it was said, today at the latest. */
export function SaidDay({ label, today, value, fault, onChange }: DayProps) {
  return (
    <DeskField label={label} required fault={fault}>
      {(bound) => (
        <Input
          {...bound}
          type="date"
          max={today}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </DeskField>
  )
}
