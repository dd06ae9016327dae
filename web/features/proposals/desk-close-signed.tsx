import { Select } from 'antd'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Pictures } from '#web/matters/desk-photos-control.tsx'
import type { ChangeClosing, Closing } from './closing.ts'
import type { Proposal } from './words.ts'

type Signers = NonNullable<Proposal['keeping']>['signers']

/** Who of the town signed, chosen among those who hold a post there, and the page they signed. */
export function TownSigned({
  signers,
  values: { townPost, townPage },
  faults,
  onChange,
}: {
  signers: Signers
  values: Closing
  faults: Readonly<Record<string, string>>
  onChange: ChangeClosing
}) {
  return (
    <div className="grid grid-cols-2 items-start gap-4">
      <DeskField
        label="镇街参会人员"
        required
        hint={signers.length === 0 ? '系统里还没有登记镇街的任职人员，请联系镇街' : '从镇街的任职名单里选'}
        fault={faults['townPost']}
      >
        {(bound) => (
          <Select
            {...bound}
            aria-label="镇街参会人员"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="选一个人"
            value={townPost ?? null}
            options={signers.map(({ post, name, title }) => ({ value: post, label: `${name}（${title}）` }))}
            onChange={(post) => onChange('townPost', post ?? undefined)}
          />
        )}
      </DeskField>
      <DeskField label="签了字的那一页" required group hint="拍下来或扫描，一张" fault={faults['townPage']}>
        {() => (
          <Pictures
            label="签了字的那一页"
            max={1}
            kept={townPage ? [townPage] : []}
            onChange={([page]) => onChange('townPage', page)}
          />
        )}
      </DeskField>
    </div>
  )
}
