import { Button, Input } from 'antd'
import { useDeferredValue, useState } from 'react'
import type { Output } from '#web/client/call.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { DeskField } from '#web/matters/desk-field.tsx'
import { Day } from '#web/matters/desk-time.tsx'

/** Who asked for the digest. Nobody is written down unasked, and whoever has had enough is let go with one press. */
export function Subscribers({ data: { subscribers } }: { data: Output<'leaflets.words'> }) {
  const end = useChange('leaflets.unsubscribe', ['leaflets.words'])
  return (
    <section aria-labelledby="subscribers" className="grid content-start gap-3">
      <h2 id="subscribers" className="font-bold">
        要收短信的人
      </h2>
      <Add taken={subscribers.map(({ name }) => name)} />
      {subscribers.length === 0 && <p className="text-ink-2">本人说要收，才登记；说不要了，随时去掉。</p>}
      {end.error && <p className="text-late">{end.error.message}</p>}
      <ul className="max-h-80 divide-y divide-line overflow-y-auto">
        {subscribers.map(({ id, name, householdName, phone, since }) => (
          <li key={id} className="flex items-center justify-between gap-2 py-1.5">
            <span>
              <b className="font-bold">{name}</b>　{householdName}　{phone}
              <span className="ml-3 text-small text-ink-3">
                <Day at={since} /> 登记
              </span>
            </span>
            <Button
              size="small"
              aria-label={`不再给${name}发`}
              disabled={end.isPending}
              onClick={() => end.mutate({ input: { params: { id } } })}
            >
              不再发
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Add({ taken }: { taken: readonly string[] }) {
  const [name, setName] = useState('')
  const sought = useDeferredValue(name.trim())
  const { data: people } = useCall('places.people', sought ? { query: { name: sought } } : undefined)
  const add = useChange('leaflets.subscribe', ['leaflets.words'])
  return (
    <DeskField
      label="登记"
      required
      hint={taken.length === 0 ? '输入姓名，从名册里选' : `已登记 ${taken.length} 人`}
      fault={add.error?.message}
    >
      {(bound) => (
        <div className="grid gap-1.5">
          <Input
            {...bound}
            maxLength={20}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          {sought !== '' && people?.length === 0 && (
            <p className="text-small text-ink-2">名册里没有这个人，请核对姓名。</p>
          )}
          {people && people.length > 0 && (
            <ul aria-label="名册里的人" className="flex flex-wrap gap-1.5">
              {people.map((person) => (
                <li key={person.id}>
                  <Button
                    size="small"
                    onClick={() =>
                      add.mutate({ input: { body: { person: person.id } } }, { onSuccess: () => setName('') })
                    }
                  >
                    {person.name} {person.phone} {person.household}
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </DeskField>
  )
}
