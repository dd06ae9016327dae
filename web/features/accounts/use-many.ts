import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  CallError,
  keepFile,
  newKey,
  uploadForFile,
  uploadTo,
  type Output,
  type SentFile,
} from '#web/client/call.ts'

export type Row = Output<'accounts.look'>['rows'][number]
type Looked = Output<'accounts.look'> & { file: File; key: string }
type State = {
  at: 'picking' | 'looking' | 'looked' | 'working' | 'done'
  looked?: Looked
  trouble?: string
  codes?: SentFile
  refused?: SentFile
}
const PICKING: State = { at: 'picking' }
const NOTHING_CAME = '没有收到回应，请再试一次'

/** A table on its way to accounts. The codes stay in this page alone, and only until it is left. */
export function useMany() {
  const [state, setState] = useState<State>(PICKING)
  const cache = useQueryClient()
  const { looked } = state
  const refusedFile = ({ file }: Looked) => uploadForFile('accounts.refused', file, {})

  const look = async (file: File, trouble?: string) => {
    setState({ at: 'looking' })
    try {
      const seen = await uploadTo('accounts.look', file, {})
      // Opened under one key, however often it is sent: an answer that was lost is had again.
      setState({ at: 'looked', looked: { ...seen, file, key: newKey() }, ...(trouble ? { trouble } : {}) })
    } catch (error) {
      setState({ at: 'picking', trouble: saysOf(error) })
    }
  }
  const open = async () => {
    if (!looked) return
    setState({ at: 'working', looked })
    try {
      // Before: afterwards those that were opened would be refused, too.
      const refused = looked.rows.some(({ faults }) => faults) ? await refusedFile(looked) : undefined
      const query = { look: looked.look }
      const codes = await uploadForFile('accounts.openMany', looked.file, { query }, looked.key)
      keepFile(codes)
      setState({ at: 'done', looked, codes, ...(refused ? { refused } : {}) })
    } catch (error) {
      const isMoved = error instanceof CallError && error.code === 'moved'
      if (isMoved) await look(looked.file, error.message)
      else setState({ at: 'looked', looked, trouble: saysOf(error) })
    }
    void cache.invalidateQueries({ queryKey: ['accounts.list'] })
  }
  const keepRefused = async () => {
    if (!looked) return
    try {
      keepFile(await refusedFile(looked))
    } catch (error) {
      setState({ ...state, trouble: saysOf(error) })
    }
  }
  return {
    ...state,
    sound: looked?.rows.filter(({ faults }) => !faults).length ?? 0,
    look: (file: File) => void look(file),
    open: () => void open(),
    keepRefused: () => void keepRefused(),
    reset: () => setState(PICKING),
  }
}
export type Many = ReturnType<typeof useMany>

const saysOf = (error: unknown) => (error instanceof CallError ? error.message : NOTHING_CAME)
