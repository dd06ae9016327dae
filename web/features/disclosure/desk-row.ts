import { App } from 'antd'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useChange } from '#web/client/queries.ts'
import { paths } from '#web/surfaces/desk/paths.ts'

/** Which duty is meant. */
type DutyKeys = { division: string; item: string; period: string; n: number }
export const keyOf = ({ division, item, period, n }: DutyKeys) => `${division}/${item}/${period}/${n}`

/** Begins the draft of a duty and goes to it; `busy` is the key of the one that is being begun. */
export function useBegin() {
  const [, navigate] = useLocation()
  const { message } = App.useApp()
  const change = useChange('publications.begin', ['disclosure.work'])
  const [busy, setBusy] = useState<string>()
  const start = ({ division, item, period, n }: DutyKeys) => {
    setBusy(keyOf({ division, item, period, n }))
    change.mutate(
      { input: { body: { division, item, period, n } } },
      {
        onSuccess: ({ id }) => navigate(paths.publication(id)),
        onError: (error) => void message.error(error.message),
        onSettled: () => setBusy(undefined),
      },
    )
  }
  return { start, busy }
}
