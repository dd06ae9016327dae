import { InputNumber, Select } from 'antd'
import { dateOf } from '#practice/kit/index.ts'
import { cite, LIMITS, valueName, type Limit, type LimitName } from '#practice/meetings/limits.ts'
import { useChange } from '#web/client/queries.ts'
import { useDraft } from '#web/matters/desk-drafts.ts'
import { BasisFields } from '#web/matters/desk-drawer.tsx'
import { DeskField } from '#web/matters/desk-field.tsx'
import { SendBar } from '#web/matters/desk-send.tsx'
import { useNow } from '#web/ui/use-now.ts'

type Draft = {
  name: LimitName | undefined
  count: number | undefined
  of: number | undefined
  source: string
  startsOn: string
}

const OPTIONS = (Object.keys(LIMITS) as LimitName[]).map((value) => ({ value, label: LIMITS[value].name }))

/** A stricter figure for one’s own village, with where it is written. A weaker one is refused with the article. */
export function TightenForm({ village, onDone }: { village: string; onDone: () => void }) {
  const today = dateOf(new Date(useNow()))
  const { values, change, clear } = useDraft<Draft>(`law.tighten ${village}`, {
    name: undefined,
    count: undefined,
    of: undefined,
    source: '',
    startsOn: today,
  })
  const tighten = useChange('meetings.tighten', ['meetings.law', 'meetings.weigh'])
  const { name, count, of, source, startsOn } = values
  const limit = name && LIMITS[name]
  const isShare = limit?.kind === 'share'
  const ready = name && count !== undefined && (!isShare || of) && source.trim().length >= 2 && startsOn
  const faults = tighten.error?.fields ?? {}
  const send = () => {
    if (!ready) return
    const value = isShare && of ? { of: [count, of] as [number, number] } : count
    tighten.mutate(
      { input: { params: { division: village }, body: { name, value, source: source.trim(), startsOn } } },
      {
        onSuccess: () => {
          clear()
          onDone()
        },
      },
    )
  }
  return (
    <div className="grid gap-5">
      <WhichField
        name={name}
        limit={limit}
        fault={faults['name']}
        onChange={(next) => change('name', next)}
      />
      {limit && <ValueField limit={limit} values={values} fault={faults['value']} onChange={change} />}
      <BasisFields
        startsOn={startsOn}
        basis={source}
        hint="章程、村规民约或者省里的规定"
        faults={{ startsOn: faults['startsOn'], basis: faults['source'] }}
        onStartsOn={(day) => change('startsOn', day)}
        onBasis={(words) => change('source', words)}
      />
      <SendBar
        verb="从那天起按这个算"
        missing={ready ? undefined : '哪一条、改成多少、依据和日期都要填'}
        error={tighten.error}
        busy={tighten.isPending}
        onSend={send}
      />
    </div>
  )
}

type Change = <Name extends keyof Draft>(name: Name, value: Draft[Name]) => void

function WhichField({
  name,
  limit,
  fault,
  onChange,
}: {
  name: LimitName | undefined
  limit: Limit | undefined
  fault: string | undefined
  onChange: (name: LimitName | undefined) => void
}) {
  return (
    <DeskField
      label="哪一条"
      required
      hint={limit ? `法律要求：${valueName(limit)}（${cite(limit)}）` : '只能比法律更严，不能更松'}
      fault={fault}
    >
      {(bound) => (
        <Select
          {...bound}
          aria-label="哪一条"
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="选一条"
          value={name ?? null}
          options={OPTIONS}
          onChange={(next) => onChange(next ?? undefined)}
        />
      )}
    </DeskField>
  )
}

function ValueField({
  limit,
  values: { count, of },
  fault,
  onChange: change,
}: {
  limit: Limit
  values: Draft
  fault: string | undefined
  onChange: Change
}) {
  const isShare = limit.kind === 'share'
  return (
    <DeskField label={isShare ? '改成几分之几以上' : '改成多少'} required group fault={fault}>
      {() => (
        <span className="flex items-center gap-2">
          {isShare && (
            <>
              <InputNumber
                aria-label="分母"
                min={1}
                max={100}
                value={of ?? null}
                onChange={(next) => change('of', next ?? undefined)}
              />
              分之
            </>
          )}
          <InputNumber
            aria-label={isShare ? '分子' : '数值'}
            min={0}
            max={10_000}
            suffix={limit.kind === 'share' ? undefined : limit.unit}
            value={count ?? null}
            onChange={(next) => change('count', next ?? undefined)}
          />
          {isShare && '以上'}
        </span>
      )}
    </DeskField>
  )
}
