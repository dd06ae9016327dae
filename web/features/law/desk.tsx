import { Button, Input } from 'antd'
import { useDeferredValue, useState } from 'react'
import { may } from '#contract/roles.ts'
import { useCall } from '#web/client/queries.ts'
import { actingPost, useMe } from '#web/client/session.ts'
import { VillageDrawer } from '#web/matters/desk-drawer.tsx'
import { Blank, Trouble, Waiting } from '#web/matters/desk-state.tsx'
import { VillagePage } from '#web/matters/desk-village.tsx'
import { TightenForm } from './desk-tighten.tsx'
import { editionsOf, groupsOf, Rhythm, Rule, type Law } from './parts.tsx'

/** Every rule a village’s meetings go by, each with its article in words. */
export function LawDesk() {
  const post = actingPost(useMe())
  const [tightening, setTightening] = useState(false)
  return (
    <VillagePage
      title="议事规矩"
      note="多少人到会、多少人同意、提前几天通知，都按这里的数算。点开看条文原话。"
      action={may(post, 'meetings.keep') && <Button onClick={() => setTightening(true)}>定得更严</Button>}
    >
      {(village) => (
        <>
          <Rules village={village} />
          <VillageDrawer
            title="定得更严"
            open={tightening}
            village={village}
            onClose={() => setTightening(false)}
            form={TightenForm}
          />
        </>
      )}
    </VillagePage>
  )
}

function Rules({ village }: { village: string }) {
  const { data, error, refetch } = useCall('meetings.law', { params: { division: village } })
  const [typed, setTyped] = useState('')
  const sought = useDeferredValue(typed.trim())
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Waiting />
  const groups = groupsOf(data)
    .map((group) => ({
      ...group,
      limits: group.limits.filter(({ what, words, law }) =>
        `${group.name}${what}${words}${law}`.includes(sought),
      ),
    }))
    .filter(({ limits }) => limits.length > 0)
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)_24rem] gap-6 overflow-hidden px-6">
      <div className="grid content-start gap-4 overflow-y-auto pb-10">
        <Input
          allowClear
          aria-label="找一条规矩"
          placeholder="找一条：比如 到会、通知、罢免"
          className="max-w-80"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        {groups.length === 0 && <Blank icon="search" title="没有这样的规矩" />}
        <div className="columns-2 gap-4">
          {groups.map(({ name, note, limits }) => (
            <section
              key={name}
              aria-label={name}
              className="mb-4 break-inside-avoid rounded-card border border-line bg-paper px-4 py-3"
            >
              <h2 className="font-bold">{name}</h2>
              {note && <p className="mb-1 text-small text-ink-3">{note}</p>}
              <ul>
                {limits.map((limit) => (
                  <Rule key={limit.name} limit={limit} />
                ))}
              </ul>
            </section>
          ))}
        </div>
        <p className="text-small text-ink-3">{editionsOf(data)}</p>
      </div>
      <Aside law={data} />
    </div>
  )
}

function Aside({ law: { rhythm, decisions } }: { law: Law }) {
  return (
    <aside
      aria-label="该开的会和谁决定什么"
      // Longer than the screen, it scrolls, also by keys.
      tabIndex={0}
      className="grid content-start gap-6 overflow-y-auto pb-10"
    >
      <section aria-labelledby="rhythm" className="grid gap-2 rounded-card border border-line bg-paper p-4">
        <h2 id="rhythm" className="font-bold">
          该开的会开了没有
        </h2>
        <Rhythm rhythm={rhythm} />
      </section>
      <section aria-labelledby="who" className="grid gap-2 rounded-card border border-line bg-paper p-4">
        <h2 id="who" className="font-bold">
          什么事由谁决定
        </h2>
        <dl className="grid gap-2">
          {decisions.map(({ id, name, who, opinions }) => (
            <div key={id} className="border-t border-line pt-2 first:border-t-0 first:pt-0">
              <dt>{name}</dt>
              <dd className="text-small text-ink-2">{who}</dd>
              {opinions && <dd className="text-small text-harvest">{opinions}</dd>}
            </div>
          ))}
        </dl>
      </section>
    </aside>
  )
}
