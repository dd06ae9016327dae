import { Button, Input } from 'antd'
import { useState } from 'react'
import { MAX_REMARK } from '#practice/disclosure/checks.ts'
import type { Content } from '#practice/disclosure/content.ts'
import { yuan } from '#practice/disclosure/money.ts'
import { readCell } from '#practice/disclosure/sheet.ts'
import { totalOf } from '#practice/disclosure/sums.ts'
import { DeskField } from '#web/matters/desk-field.tsx'

/** What belongs to the whole table: money in hand, stated totals, the remark. */
export function Figures({
  content,
  onChange,
}: {
  content: Content
  onChange: (content: Content, place: string) => void
}) {
  const hasSides = content.columns.some(({ side }) => side !== undefined)
  const hasMoney = hasSides || content.totals !== undefined
  return (
    <div className={`grid items-start gap-4 ${hasMoney ? 'grid-cols-2' : ''}`}>
      <div className="grid gap-1 empty:hidden">
        {hasSides && <Balance content={content} onChange={onChange} />}
        <Stated content={content} onChange={onChange} />
      </div>
      <DeskField label="说明" hint="写给村民看：这是什么、为什么晚了、该看哪里。身份证号、电话会自动打码">
        {(bound) => (
          <Input.TextArea
            {...bound}
            value={content.remark ?? ''}
            autoSize={{ minRows: 2, maxRows: 6 }}
            count={{ show: (content.remark?.length ?? 0) > MAX_REMARK * 0.9, max: MAX_REMARK }}
            onChange={({ target: { value } }) => {
              const { remark: _, ...rest } = content
              onChange(value === '' ? rest : { ...rest, remark: value }, 'remark')
            }}
          />
        )}
      </DeskField>
    </div>
  )
}

type Part = { content: Content; onChange: (content: Content, place: string) => void }

/** Opening and closing, and what the closing would be by the lines. */
function Balance({ content, onChange }: Part) {
  const { opening } = content
  const [income, expense] = [totalOf(content, 'income'), totalOf(content, 'expense')]
  const expected = opening === undefined ? undefined : opening + income - expense
  const change = (key: 'opening' | 'closing') => (fen: number | undefined) => {
    const { [key]: _, ...rest } = content
    onChange(fen === undefined ? rest : { ...rest, [key]: fen }, key)
  }
  return (
    <div className="grid gap-1">
      <div className="grid grid-cols-2 items-start gap-3">
        <Money label="期初结余" fen={opening} onChange={change('opening')} />
        <Money label="期末结余" fen={content.closing} onChange={change('closing')} />
      </div>
      <p className="text-small text-ink-2 tabular-nums">
        收入 {yuan(income)} 元，支出 {yuan(expense)} 元
        {expected !== undefined && `，期末应是 ${yuan(expected)} 元`}
        {expected !== undefined && expected !== content.closing && (
          <Button type="link" size="small" onClick={() => change('closing')(expected)}>
            照此填
          </Button>
        )}
      </p>
    </div>
  )
}

/** Totals a file stated: they must be what the lines add up to, or go. */
function Stated({ content, onChange }: Part) {
  const { totals, ...rest } = content
  const stated = Object.entries(totals ?? {})
  if (stated.length === 0) return null
  const nameOf = (id: string) => content.columns.find((column) => column.id === id)?.name ?? id
  return (
    <p className="text-small text-ink-2">
      原表写的合计：{stated.map(([id, fen]) => `${nameOf(id)} ${yuan(fen)} 元`).join('，')}
      <Button type="link" size="small" onClick={() => onChange(rest, 'totals')}>
        改用逐行相加的合计
      </Button>
    </p>
  )
}

/** Money as yuan; what is typed stays as typed until the box is left. */
function Money({
  label,
  fen,
  onChange,
}: {
  label: string
  fen: number | undefined
  onChange: (fen: number | undefined) => void
}) {
  const [typed, setTyped] = useState<string>()
  const isWrong = typed !== undefined && typed.trim() !== '' && typeof readCell('money', typed) !== 'number'
  return (
    <DeskField label={label} fault={isWrong ? '这不是金额，没有记下来，请写成 1234.50' : undefined}>
      {(bound) => (
        <Input
          {...bound}
          inputMode="decimal"
          suffix="元"
          className="tabular-nums"
          value={typed ?? (fen === undefined ? '' : yuan(fen))}
          onChange={({ target: { value } }) => {
            setTyped(value)
            const read = value.trim() === '' ? undefined : readCell('money', value)
            if (typeof read !== 'string') onChange(read)
          }}
          onBlur={() => !isWrong && setTyped(undefined)}
        />
      )}
    </DeskField>
  )
}
