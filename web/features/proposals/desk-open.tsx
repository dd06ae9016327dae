import { Alert, Button, Input, InputNumber, Radio, Select } from 'antd'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { dateOf } from '#practice/kit/index.ts'
import { ORIGINS, type Origin } from '#practice/meetings/four-two.ts'
import { BODIES } from '#practice/meetings/bodies.ts'
import { DECISIONS, decisionOf, type DecisionId } from '#practice/meetings/powers.ts'
import { newKey } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { useDraft } from '#web/matters/desk-drafts.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { paths } from '#web/surfaces/desk/paths.ts'
import { useNow } from '#web/ui/use-now.ts'
import { SignedPages, wholePages, type PageDraft } from './desk-pages.tsx'
import { ORIGIN_NOTES } from './words.ts'

type Draft = {
  title: string
  words: string
  origin: Origin
  decision: DecisionId | undefined
  proposer: string
  leaseYears: number | undefined
  pages: readonly PageDraft[]
  on: string
}

const LEASES: readonly DecisionId[] = ['asset-lease', 'building-land']

/** Puts a matter forward, with the pages that were signed for it. */
export function OpenForm({ village, onDone }: { village: string; onDone: () => void }) {
  const [, navigate] = useLocation()
  const today = dateOf(new Date(useNow()))
  const { values, change, clear } = useDraft<Draft>(`proposals.open ${village}`, {
    title: '',
    words: '',
    origin: '党员群众建议',
    decision: undefined,
    proposer: '',
    leaseYears: undefined,
    pages: [],
    on: today,
  })
  const [key, setKey] = useState(newKey)
  const open = useChange('proposals.open', ['proposals.list'])
  const set: typeof change = (name, value) => {
    change(name, value)
    setKey(newKey())
  }
  const body = bodyOf(values, village)
  const submit = () => {
    if (!body) return
    open.mutate(
      { input: { body }, key },
      {
        onSuccess: ({ id }) => {
          clear()
          onDone()
          navigate(paths.proposal(id))
        },
      },
    )
  }
  const faults = open.error?.fields ?? {}
  return (
    <div className="grid gap-5">
      <Matter {...{ values, faults }} onChange={set} />
      <Who {...{ values, faults }} onChange={set} />
      <SignedPages pages={values.pages} fault={faults['pages']} onChange={(pages) => set('pages', pages)} />
      {open.error && Object.keys(faults).length === 0 && (
        <Alert type="error" showIcon title={open.error.message} />
      )}
      <div className="grid gap-1">
        <Button type="primary" disabled={!body} loading={open.isPending} onClick={submit}>
          登记提议
        </Button>
        <p className="text-small text-ink-2">
          {body
            ? '登记以后第一步“党组织提议”就办结了，接着由两委会商议。'
            : '事项、名称、内容、谁提的和日期都要填，签名页要数清'}
        </p>
      </div>
    </div>
  )
}

/** As it is sent; undefined while something is missing. */
function bodyOf({ title, words, decision, proposer, leaseYears, pages, ...rest }: Draft, village: string) {
  const counted = wholePages(pages)
  if (!title.trim() || !words.trim() || !decision || !proposer.trim() || !rest.on || !counted)
    return undefined
  return {
    division: village,
    title: title.trim(),
    words: words.trim(),
    decision,
    proposer: proposer.trim(),
    ...(leaseYears !== undefined && LEASES.includes(decision) ? { leaseYears } : {}),
    ...(counted.length > 0 ? { pages: counted } : {}),
    ...rest,
  }
}

type Fields = {
  values: Draft
  faults: Readonly<Record<string, string>>
  onChange: <Name extends keyof Draft>(name: Name, value: Draft[Name]) => void
}

const OPTIONS = (Object.keys(DECISIONS) as DecisionId[])
  .filter((id) => decisionOf(id).studied)
  .map((value) => ({ value, label: DECISIONS[value].name }))

function Matter({ values: { title, words, decision, leaseYears }, faults, onChange }: Fields) {
  return (
    <>
      <DeskField label="是哪一类事" required hint={decidersOf(decision)} fault={faults['decision']}>
        {(bound) => (
          <Select
            {...bound}
            aria-label="是哪一类事"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="选一类"
            value={decision ?? null}
            options={OPTIONS}
            onChange={(value) => onChange('decision', value ?? undefined)}
          />
        )}
      </DeskField>
      <DeskField label="事项名称" required fault={faults['title']}>
        {(bound) => (
          <Input
            {...bound}
            maxLength={80}
            placeholder="比如：村西果园出租"
            value={title}
            onChange={({ target }) => onChange('title', target.value)}
          />
        )}
      </DeskField>
      <DeskField
        label="书面方案"
        required
        hint="办什么、在哪里、多少钱、怎么选人、收益归谁；表决时大家看的就是这段话"
        fault={faults['words']}
      >
        {(bound) => (
          <Input.TextArea
            {...bound}
            autoSize={{ minRows: 5, maxRows: 14 }}
            maxLength={8000}
            value={words}
            onChange={({ target }) => onChange('words', target.value)}
          />
        )}
      </DeskField>
      {decision && LEASES.includes(decision) && (
        <YearsField
          years={leaseYears}
          fault={faults['leaseYears']}
          onChange={(years) => onChange('leaseYears', years)}
        />
      )}
    </>
  )
}

/** At most twenty (民法典 705); the server says no beyond. */
function YearsField({
  years,
  fault,
  onChange,
}: {
  years: number | undefined
  fault: string | undefined
  onChange: (years: number | undefined) => void
}) {
  return (
    <DeskField label="出租几年" hint="最长二十年（《民法典》第七百零五条）" fault={fault}>
      {(bound) => (
        <InputNumber
          {...bound}
          min={1}
          max={200}
          suffix="年"
          className="w-32"
          value={years ?? null}
          onChange={(value) => onChange(value ?? undefined)}
        />
      )}
    </DeskField>
  )
}

function Who({ values: { origin, proposer, on }, faults, onChange }: Fields) {
  return (
    <>
      <DeskField label="动议事由" required group>
        {() => (
          <Radio.Group
            value={origin}
            className="grid gap-1"
            onChange={({ target }) => onChange('origin', target.value as Origin)}
          >
            {ORIGINS.map((each) => (
              <Radio key={each} value={each}>
                {each}
                <span className="ml-2 text-small text-ink-3">{ORIGIN_NOTES[each]}</span>
              </Radio>
            ))}
          </Radio.Group>
        )}
      </DeskField>
      <div className="grid grid-cols-[minmax(0,1fr)_11rem] gap-4">
        <DeskField label="谁提的" required fault={faults['proposer']}>
          {(bound) => (
            <Input
              {...bound}
              maxLength={80}
              placeholder="比如：刘忠孝等 5 名党员"
              value={proposer}
              onChange={({ target }) => onChange('proposer', target.value)}
            />
          )}
        </DeskField>
        <DeskField label="党组织哪天提议的" required fault={faults['on']}>
          {(bound) => (
            <Input
              {...bound}
              type="date"
              value={on}
              onChange={({ target }) => onChange('on', target.value)}
            />
          )}
        </DeskField>
      </div>
    </>
  )
}

const decidersOf = (decision: DecisionId | undefined) =>
  decision
    ? `这类事由${decisionOf(decision)
        .bodies.map((body) => BODIES[body].name)
        .join('或')}决定`
    : '按法律条文分的类，选了就知道该由哪个会决定'
