import { useEffect, useState } from 'react'
import { faults, findAction, nameParts, type AnyFlow } from '#practice/kit/index.ts'
import { newKey } from '#web/client/call.ts'
import type { Opened } from '#web/client/outbox.ts'
import { outbox } from '#web/client/sending.ts'
import { useMe } from '#web/client/session.ts'
import { checkable, type Behalf, type Filled, type FilledForm } from './filled.ts'
import { asItem, useFacts } from './reference.ts'
import { stillWrong } from './still-wrong.ts'
import { useCatalogue } from '#web/client/county.ts'

/** Under what a half-written opening is kept among its writer’s drafts, by the address of its form. */
export const draftKeyOf = (here: string) => `open${here}`

export type Sending =
  | { at: 'form' }
  | { at: 'busy' }
  | { at: 'sent'; opened: Opened; title: string }
  | { at: 'waits'; title: string; key: string }

interface Opening {
  flow: AnyFlow
  action: string
  form: FilledForm | undefined
  division: string | undefined
  /** Called when nobody is signed in; what was written stays. */
  onSignIn: () => void
}

const UNKNOWN = '还没有连上服务器，不知道是谁在报。写的都在，连上以后再点一次'

/** Sends an opening: checks it with the server’s own rules, keeps it in the outbox, and says what became of it. */
export function useOpening({ flow, action, form, division, onSignIn }: Opening) {
  const me = useMe()
  const [sending, setSending] = useSending()
  const [wrong, setWrong] = useState<{ fields: Readonly<Record<string, string>>; in: Filled }>()
  const items = useCatalogue(flow.catalogue)?.items
  const facts = useFacts(flow, false)

  /** `extra`: what the form worked out itself; `undecided`: what only the person can say. */
  const send = async (extra: Filled['answers'] = {}, undecided?: Faults) => {
    if (!form || sending.at === 'busy') return
    const refuse = (fields: Readonly<Record<string, string>>, rule?: string) => {
      setWrong({ fields: rule === undefined ? fields : { ...fields, '': rule }, in: form.filled })
      setSending({ at: 'form' })
      showFirstFault()
    }
    // Not known yet is not nobody: without a network the page to sign in on may not even be on this telephone.
    if (me === undefined) return refuse({}, UNKNOWN)
    if (me === null) return onSignIn()
    const filled = { ...form.filled, answers: { ...form.filled.answers, ...extra } }
    const given = checkable(filled)
    const found = faults(flow, action, given, {}, facts(given)) ?? behalfFaults(filled.behalf) ?? undecided
    if (found) return refuse(found.fields, found.rule)
    if (division === undefined) return refuse({ division: '请选是哪个村的事' })
    setWrong(undefined)
    setSending({ at: 'busy' })
    const item = items?.find(({ code }) => code === given['item'])
    const title = flow.title(given, item && asItem(item))
    const { answers, photos, behalf } = filled
    const key = newKey()
    const outcome = await outbox.send({
      key,
      person: me.person,
      title,
      at: new Date().toISOString(),
      flow: flow.id,
      action,
      division,
      // JSON leaves out what is undefined; the wire type does not know of it.
      answers: answers as never,
      photos,
      arrived: {},
      // Checked above.
      ...(behalf ? { behalf: behalf as Behalf } : {}),
    })
    if ('refused' in outcome) {
      await outbox.drop(key)
      const { fields, says } = outcome.refused
      return refuse(plainPaths(fields), Object.keys(fields).length > 0 ? undefined : says)
    }
    // Said before anything is waited for: what waits may go the next moment, and must be known to wait by then.
    setSending('sent' in outcome ? { at: 'sent', opened: outcome.sent, title } : { at: 'waits', title, key })
    await form.clear({ answers: {}, photos: {} })
  }

  const again = () => {
    setWrong(undefined)
    setSending({ at: 'form' })
  }
  const errors = wrong && form ? stillWrong(wrong.fields, wrong.in, form.filled) : {}
  return { send, sending, errors, again, says: whoMay(flow, action) }
}

function useSending() {
  const [sending, setSending] = useState<Sending>({ at: 'form' })
  // What waited goes by itself, and whoever is still looking sees it gone.
  useEffect(
    () =>
      outbox.onArrival(({ key, title }, opened) =>
        setSending((now) => (now.at === 'waits' && now.key === key ? { at: 'sent', opened, title } : now)),
      ),
    [],
  )
  return [sending, setSending] as const
}

/** Whose part the opening is, for a screen that cannot offer it. */
function whoMay(flow: AnyFlow, action: string): string {
  const by = findAction(flow, action)?.by ?? 'anyone'
  return by === 'anyone' || by === 'clock' ? '' : `这一步由${nameParts(flow, by)}来做`
}

type Faults = { fields: Readonly<Record<string, string>>; rule?: string }

function behalfFaults(behalf: Partial<Behalf> | undefined): Faults | undefined {
  if (!behalf) return undefined
  const fields: Record<string, string> = {}
  if (!behalf.name?.trim()) fields['behalf.name'] = '请写清替谁办'
  if (!behalf.consent) fields['behalf.consent'] = '请选对方是怎么同意的'
  return Object.keys(fields).length > 0 ? { fields } : undefined
}

/** The server names a field by its path in the request; the form knows its bare name. */
function plainPaths(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([path, says]) => [path.replace(/^(body\.)?answers\./, ''), says]),
  )
}

/** Brings the first thing to put right into view, once it is drawn. */
function showFirstFault(): void {
  requestAnimationFrame(() => {
    const first = document.querySelector('[data-fault], [aria-invalid="true"]')
    first?.scrollIntoView({ block: 'center' })
    if (first instanceof HTMLElement) first.focus({ preventScroll: true })
  })
}
