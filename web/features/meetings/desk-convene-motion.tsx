import { Button, Input, InputNumber, Radio, Select } from 'antd'
import type { BodyId } from '#practice/meetings/bodies.ts'
import { covenantFindings } from '#practice/meetings/covenant-lint.ts'
import { decisionOf } from '#practice/meetings/powers.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Findings } from '#web/matters/findings.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { Authority, Lent, type Authorities } from './desk-convene-authority.tsx'
import { asksAuthority, asksGrant, decisionOptions, meansOptions, type MotionDraft } from './desk-draft.ts'

type Change = <Name extends keyof MotionDraft>(name: Name, value: MotionDraft[Name]) => void

interface MotionFieldsProps {
  n: number
  motion: MotionDraft
  body: BodyId | undefined
  isCommunity: boolean
  /** What assemblies of the village authorised, to choose from. */
  authorities: Authorities
  /** What is wrong, by the field’s own name. */
  faultOf: (name: string) => string | undefined
  onChange: Change
  onRemove: (() => void) | undefined
}

/** One motion of a meeting that is being called. */
export function MotionFields(props: MotionFieldsProps) {
  const { n, motion, body, isCommunity, faultOf, onChange, onRemove } = props
  const { decision, means } = motion
  return (
    <section
      aria-label={`议题 ${n}`}
      className="grid gap-4 rounded-card border border-line bg-paper p-5"
      data-motion={n}
    >
      <div className="flex items-center justify-between">
        <h3 className="font-bold">议题 {n}</h3>
        {onRemove && (
          <Button type="text" size="small" icon={<Icon name="close" />} onClick={onRemove}>
            去掉这一项
          </Button>
        )}
      </div>
      <DeskField
        label="议决什么"
        required
        hint={decision ? undefined : '按法律条文分的类，选了就知道这个会能不能决定'}
        fault={faultOf('decision')}
      >
        {(bound) => (
          <Select
            {...bound}
            aria-label="议决什么"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="选一类"
            value={decision ?? null}
            options={decisionOptions(isCommunity)}
            onChange={(value) => onChange('decision', value ?? undefined)}
          />
        )}
      </DeskField>
      <Words {...props} />
      <Proposer {...props} />
      <DeskField label="怎么表决" required group>
        {() => (
          <Radio.Group
            vertical
            value={means}
            onChange={({ target }) => onChange('means', target.value as MotionDraft['means'])}
          >
            {meansOptions.map(({ value, label, note }) => (
              <Radio key={value} value={value}>
                {label}
                <span className="ml-2 text-small text-ink-3">{note}</span>
              </Radio>
            ))}
          </Radio.Group>
        )}
      </DeskField>
      {decision && decisionOf(decision).studied && <Studied {...props} />}
      {asksAuthority(decision, body) && <Authority {...props} />}
      {asksGrant(decision) && <Lent {...props} />}
    </section>
  )
}

function Words({ motion, faultOf, onChange }: MotionFieldsProps) {
  const { title, words } = motion
  return (
    <>
      <DeskField label="议题名称" required fault={faultOf('title')}>
        {(bound) => (
          <Input
            {...bound}
            maxLength={80}
            value={title}
            placeholder="比如：村西果园出租方案"
            onChange={({ target }) => onChange('title', target.value)}
          />
        )}
      </DeskField>
      <DeskField
        label="内容"
        required
        hint="写大家要决定的那几句话，通知、手机和会场屏幕上都照这样显示"
        fault={faultOf('words')}
      >
        {(bound) => (
          <Input.TextArea
            {...bound}
            autoSize={{ minRows: 3, maxRows: 12 }}
            maxLength={8000}
            value={words}
            onChange={({ target }) => onChange('words', target.value)}
          />
        )}
      </DeskField>
      <Lawful words={words} />
    </>
  )
}

/** Who wants it decided, and how many with them. */
function Proposer({ motion: { proposer, supporters }, faultOf, onChange }: MotionFieldsProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_12rem] items-start gap-4">
      <DeskField label="谁提出" required fault={faultOf('proposer')}>
        {(bound) => (
          <Input
            {...bound}
            maxLength={80}
            value={proposer}
            placeholder="比如：村党组织、村委会、刘桂兰等村民"
            onChange={({ target }) => onChange('proposer', target.value)}
          />
        )}
      </DeskField>
      <DeskField label="多少人附议" fault={faultOf('supporters')}>
        {(bound) => (
          <InputNumber
            {...bound}
            style={{ width: '100%' }}
            min={0}
            precision={0}
            value={supporters ?? null}
            onChange={(count) => onChange('supporters', count ?? undefined)}
          />
        )}
      </DeskField>
    </div>
  )
}

/** The Party organisation studied it before (VCL 28, RCE 26). */
function Studied({ motion, faultOf, onChange }: MotionFieldsProps) {
  return (
    <div className="grid grid-cols-[12rem_minmax(0,1fr)] items-start gap-4">
      <DeskField label="党组织哪天研究的" required fault={faultOf('studied.on')}>
        {(bound) => (
          <Input
            {...bound}
            type="date"
            value={motion.studiedOn}
            onChange={({ target }) => onChange('studiedOn', target.value)}
          />
        )}
      </DeskField>
      <DeskField label="研究讨论的结论" required fault={faultOf('studied.says')}>
        {(bound) => (
          <Input
            {...bound}
            maxLength={2000}
            value={motion.studiedSays}
            placeholder="比如：同意提交村民代表会议讨论决定"
            onChange={({ target }) => onChange('studiedSays', target.value)}
          />
        )}
      </DeskField>
    </div>
  )
}

/** A decision may not say what a covenant may not (妇女权益保障法 56): told before anybody votes on it. */
function Lawful({ words }: { words: string }) {
  const findings = covenantFindings(words)
  return findings.length > 0 ? (
    <Findings findings={findings} note="通过了也会被责令改正，请先改正再上会。" />
  ) : null
}
