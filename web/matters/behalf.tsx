import { useDeferredValue, useState } from 'react'
import { useCall } from '#web/client/queries.ts'
import { CheckField } from '#web/ui/check-field.tsx'
import { Choice } from '#web/ui/choice.tsx'
import { Icon } from '#web/ui/icon.tsx'
import { List, Row } from '#web/ui/list.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import type { Behalf, FilledForm } from './filled.ts'

const CONSENTS = [
  { value: 'present', label: '当面说好' },
  { value: 'phone', label: '电话说好' },
  { value: 'paper', label: '签了字' },
  { value: 'family', label: '家人托办' },
] as const satisfies readonly { value: Behalf['consent']; label: string }[]

/** More of one name than this: type another character. */
const FEW = 6

interface BehalfPartProps {
  form: FilledForm
  errors: Readonly<Record<string, string>>
  /** 替别人报 or 替别人办. */
  label: string
}

/** For whom it is, when not for oneself: found by name, and how that person agreed. */
export function BehalfPart({ form, errors, label }: BehalfPartProps) {
  const { behalf } = form.filled
  return (
    <section className="grid gap-4 rounded-card border border-line bg-paper p-4">
      <CheckField
        label={label}
        checked={behalf !== undefined}
        onChange={(on) => form.setBehalf(on ? {} : undefined)}
      />
      {behalf && (
        <>
          <Whom behalf={behalf} error={errors['behalf.name'] ?? errors['behalf.person']} form={form} />
          <Choice
            label="对方怎么同意的"
            required
            columns={2}
            options={CONSENTS}
            value={behalf.consent}
            error={errors['behalf.consent']}
            onChange={(consent) => form.setBehalf({ ...behalf, consent })}
          />
        </>
      )}
    </section>
  )
}

interface WhomProps {
  behalf: Partial<Behalf>
  error: string | undefined
  form: FilledForm
}

function Whom({ behalf, error, form }: WhomProps) {
  const [typed, setTyped] = useState(behalf.name ?? '')
  const name = useDeferredValue(typed.trim())
  const { data: people } = useCall('places.people', name && !behalf.person ? { query: { name } } : undefined)
  const consent = behalf.consent ? { consent: behalf.consent } : {}
  const another = () => {
    setTyped('')
    form.setBehalf(consent)
  }
  if (behalf.person) return <Found name={behalf.name ?? ''} onAnother={another} />
  return (
    <div className="grid gap-2">
      <TextField
        label="这位的姓名"
        required
        hint="从下面选；名单里没有的，写上名字就行"
        value={typed}
        maxLength={20}
        error={error}
        onChange={(text) => {
          setTyped(text)
          form.setBehalf({ ...consent, name: text.trim() })
        }}
      />
      {people && people.length > 0 && (
        <List label="村里叫这个名字的人">
          {people.slice(0, FEW).map((person) => (
            <Row
              key={person.id}
              icon="person"
              title={person.name}
              note={[person.household, person.phone].filter(Boolean).join('，')}
              onClick={() => form.setBehalf({ ...consent, person: person.id, name: person.name })}
            />
          ))}
        </List>
      )}
    </div>
  )
}

function Found({ name, onAnother }: { name: string; onAnother: () => void }) {
  return (
    <div className="flex items-center justify-between gap-3">
      <span className="flex items-center gap-2">
        <Icon name="person" className="size-6 text-brand" />
        <b>{name}</b>
      </span>
      <button type="button" className="min-h-target px-2 text-brand underline" onClick={onAnother}>
        换一个人
      </button>
    </div>
  )
}
