import { Drawer, Input } from 'antd'
import type { ComponentType } from 'react'
import { DeskField } from './desk-field.tsx'

interface VillageDrawerProps {
  title: string
  /** Width on the desk, in pixels. */
  size?: number
  open: boolean
  village: string
  onClose: () => void
  form: ComponentType<{ village: string; onDone: () => void }>
}

/** One form about a village, at the side of the list it adds to; the form closes it when it has arrived. */
export function VillageDrawer({ title, size = 440, open, village, onClose, form: Form }: VillageDrawerProps) {
  return (
    <Drawer open={open} onClose={onClose} title={title} size={size} destroyOnHidden>
      <Form village={village} onDone={onClose} />
    </Drawer>
  )
}

interface BasisFieldsProps {
  startsOn: string
  basis: string
  /** What counts as a basis here. */
  hint: string
  placeholder?: string
  faults: { startsOn: string | undefined; basis: string | undefined }
  onStartsOn: (day: string) => void
  onBasis: (words: string) => void
}

/** From which day something holds, and where that is written. */
export function BasisFields(props: BasisFieldsProps) {
  const { startsOn, basis, hint, placeholder, faults, onStartsOn, onBasis } = props
  return (
    <>
      <DeskField label="从哪天起" required fault={faults.startsOn}>
        {(bound) => (
          <Input
            {...bound}
            type="date"
            value={startsOn}
            onChange={({ target }) => onStartsOn(target.value)}
          />
        )}
      </DeskField>
      <DeskField label="依据" required hint={hint} fault={faults.basis}>
        {(bound) => (
          <Input
            {...bound}
            maxLength={200}
            placeholder={placeholder}
            value={basis}
            onChange={({ target }) => onBasis(target.value)}
          />
        )}
      </DeskField>
    </>
  )
}
