import { useState } from 'react'
import { newKey } from '#web/client/call.ts'
import { useChange } from '#web/client/queries.ts'
import { Button } from '#web/ui/button.tsx'
import { Icon } from '#web/ui/icon.tsx'
import type { Proposal } from './words.ts'

/** 附议: how many stand behind it, how many the law still asks for, and one tap to be one of them. */
export function SupportPart({ proposal }: { proposal: Proposal }) {
  const { supporters, support } = proposal
  const { signatures, taps, closed, mine, refused } = support
  const parts = [signatures > 0 && `签名 ${signatures} 人`, taps > 0 && `手机上 ${taps} 人`].filter(Boolean)
  return (
    <section aria-labelledby="support" className="grid gap-3 rounded-card border border-line bg-paper p-4">
      <h2 id="support" className="text-lead">
        支持这件事的人
      </h2>
      <p>
        <b className="font-numerals text-title tabular-nums">{supporters}</b> 人
        {parts.length > 0 && <span className="text-ink-2">（{parts.join('，')}）</span>}
      </p>
      <Asked proposal={proposal} />
      {closed ? (
        <p className="text-ink-2">{closed}</p>
      ) : mine ? (
        <Mine proposal={proposal} mine={mine} />
      ) : refused ? (
        <p className="text-ink-2">{refused}</p>
      ) : (
        <Back proposal={proposal} />
      )}
    </section>
  )
}

/** Towards what the law hears, with its article; where no number obliges anybody, it says so. */
function Asked({ proposal: { supporters, support } }: { proposal: Proposal }) {
  const { rule } = support
  if (!rule)
    return (
      <p className="text-ink-2">
        法律没有规定这类事要多少人支持才必须开会。支持的人越多，村里越清楚大家的想法。
      </p>
    )
  const share = Math.min(100, Math.round((supporters * 100) / rule.needed))
  return (
    <div className="grid gap-2">
      <div aria-hidden="true" className="h-2 overflow-hidden rounded-full bg-well">
        <div className="h-full rounded-full bg-brand" style={{ width: `${share}%` }} />
      </div>
      <p>
        {rule.says}
        <span className="block text-small text-ink-3">{rule.law}</span>
      </p>
    </div>
  )
}

function Mine({
  proposal: { id },
  mine,
}: {
  proposal: Proposal
  mine: NonNullable<Proposal['support']['mine']>
}) {
  const back = useChange('proposals.unsupport', ['proposals.show', 'proposals.list'])
  return (
    <div className="grid gap-3">
      <p role="status" className="flex items-center gap-2 text-lead font-bold text-brand">
        <Icon name="check" className="size-7 shrink-0" />
        {mine.signed ? '您在纸上签过名，已经算进去了' : '您支持了，已经算进去了'}
      </p>
      {back.error && <p className="text-late">{back.error.message}</p>}
      {mine.kept ? (
        <p className="text-ink-2">{mine.kept}</p>
      ) : (
        <Button
          full
          kind="plain"
          busy={back.isPending}
          onClick={() => back.mutate({ input: { params: { id } } })}
        >
          {mine.signed ? '点错了，撤回' : '撤回支持'}
        </Button>
      )}
    </div>
  )
}

/** One tap; whoever signed on paper says so with another, and is not counted twice. */
function Back({ proposal: { id, support } }: { proposal: Proposal }) {
  // The same key until it has arrived, so that a second press counts nothing twice.
  const [key] = useState(newKey)
  const back = useChange('proposals.support', ['proposals.show', 'proposals.list'])
  const say = (signed: boolean) => {
    if (!back.isPending) back.mutate({ input: { params: { id }, body: { signed } }, key })
  }
  const isSaying = (signed: boolean) => back.isPending && back.variables.input.body.signed === signed
  return (
    <div className="grid gap-3">
      {back.error && <p className="text-late">{back.error.message}</p>}
      <Button full icon="hand" busy={isSaying(false)} onClick={() => say(false)}>
        我支持
      </Button>
      {support.signatures > 0 && (
        <Button full kind="soft" busy={isSaying(true)} onClick={() => say(true)}>
          我在纸上签过名了
        </Button>
      )}
      <p className="text-small text-ink-2">
        {support.signatures > 0 && '纸上签过名的点下面这个，不会算两遍。'}
        别人只看得到人数，看不到名字；表决通过以前可以撤回。
      </p>
    </div>
  )
}
