import { useCallback, useEffect, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { boardReadAt, forgetBoard, refreshBoard } from '#web/client/board.ts'
import { addressOf, call, type Input, type Output } from '#web/client/call.ts'
import { setVillage, useVillage } from '#web/client/device.ts'
import { forgetAnswers } from '#web/client/kept.ts'
import { openLine } from '#web/client/live.ts'

type Self = Output<'devices.report'>
export type DeviceKind = Input<'devices.report'>['body']['kind']

/** How a shared screen stands to the house it belongs to. */
export type Screen = {
  /** What the server last said of it; undefined until it was reached once. */
  self: Self | undefined
  /** The network or the server is away: what is shown is the last that was read. */
  isLost: boolean
  /** What the desk wants it to open, another object each time it asks. */
  called: { publication?: string | undefined } | undefined
}

const MINUTE_MS = 60_000
/** The server's shelf gives a page out for so long after it changed (core/shelf.ts); read sooner, it may be the old one. */
const SHELF_MS = 1_600
/** Whoever leafs through screens is not followed step by step. */
const SETTLED_MS = 3_000
/** An officer stands before it with the code in hand. */
const WAITING_MS = 5_000

/**
 * The life of a shared screen: it reports itself each minute and hears news at once. What was withdrawn leaves it with
 * the next board; a revoked screen forgets everything and shows a new code.
 */
export function useScreen({
  kind,
  shows,
  isWaiting,
}: {
  kind: DeviceKind
  /** The screen open on it, in words for the desk. */
  shows: string
  /** It shows its code. */
  isWaiting: boolean
}): Screen {
  const trouble = useTrouble()
  const [isLost, setLost] = useState(!navigator.onLine)
  const reader = useReader()
  const { readTo, newest } = reader
  const { self, called, obey, lifeNow } = useObedience(reader)
  const said = useRef<Said>({ kind })
  useEffect(() => {
    const { innerWidth: width, innerHeight: height } = window
    said.current = { kind, shows, width, height, ...(trouble ? { trouble } : {}) }
  })
  const report = useCallback(async () => {
    const life = lifeNow()
    const content = newest()
    const body = { ...said.current, ...(content ? { content } : {}) }
    const answer = await call('devices.report', { body }).catch(() => undefined)
    setLost(answer === undefined)
    if (answer) await obey(answer, life)
  }, [obey, newest, lifeNow])

  useEvery(report, isWaiting ? WAITING_MS : MINUTE_MS)
  // The desk sees at once what is open on it.
  const told = useRef(shows)
  useEffect(() => {
    if (told.current === shows) return undefined
    const timer = setTimeout(() => {
      told.current = shows
      void report()
    }, SETTLED_MS)
    return () => clearTimeout(timer)
  }, [shows, report])
  const state = self?.state
  // Revoked, it begins anew: the next report brings a code.
  useEffect(() => {
    if (state === 'revoked') void report()
  }, [state, report])
  useNews({ isKnown: state !== undefined, report, readTo })
  return { self, isLost, called }
}

type Said = Input<'devices.report'>['body']
type Reader = {
  /** Reads the board up to that `rev` of its village. */
  readTo: (rev: number) => Promise<void>
  /** What was read last, and when. */
  newest: () => { rev: number; at: string } | undefined
  /** The board on screen is no more. */
  forget: () => void
}

/** How far the village's board was read, and reading it up to some `rev`. */
function useReader(): Reader {
  const cache = useQueryClient()
  const village = useVillage()
  const read = useRef<ReturnType<Reader['newest']>>(undefined)
  const readTo = useCallback(
    async (rev: number) => {
      if (read.current?.rev === rev) return
      await new Promise((resolve) => setTimeout(resolve, SHELF_MS))
      const begun = Date.now()
      await refreshBoard(cache)
      const at = boardReadAt(cache, village)
      if (at !== undefined && at >= begun) read.current = { rev, at: new Date(at).toISOString() }
    },
    [cache, village],
  )
  const newest = useCallback(() => read.current, [])
  const forget = useCallback(() => {
    read.current = undefined
    forgetBoard(cache)
  }, [cache])
  return { readTo, newest, forget }
}

/** Does what the server's answer asks: another village, a publication to open, or to forget everything. */
function useObedience({ readTo, forget }: Reader) {
  const cache = useQueryClient()
  const village = useVillage()
  const [self, setSelf] = useState<Self>()
  const [called, setCalled] = useState<Screen['called']>()
  const calls = useRef<number>(undefined)
  // What was asked of the screen before it forgot everything is not done afterwards.
  const lives = useRef(0)
  const obey = useCallback(
    async (answer: Self, life: number) => {
      // Asked before it forgot, answered after: that screen is no more.
      if (lives.current !== life) return
      setSelf(answer)
      const { state, division, rev, call: asked } = answer
      // Nobody has asked anything of a screen that is not registered; whatever is asked of it later is new.
      if (state !== 'registered') calls.current = 0
      const isElsewhere = state === 'registered' && division !== undefined && division !== village
      if (state === 'revoked' || isElsewhere) {
        lives.current += 1
        forget()
        setVillage(isElsewhere ? division : undefined)
        if (state === 'revoked') await forgetAnswers()
        return
      }
      // What the desk asked before this page was opened is long past. Two reports may be answered beside each other, and
      // the older answer last.
      const isNew = asked !== undefined && calls.current !== undefined && asked.n > calls.current
      if (asked) calls.current = Math.max(calls.current ?? 0, asked.n)
      if (rev !== undefined) await readTo(rev)
      if (!isNew || lives.current !== life) return
      await refreshBoard(cache)
      if (lives.current === life) setCalled({ publication: asked.publication })
    },
    [cache, village, forget, readTo],
  )
  const lifeNow = useCallback(() => lives.current, [])
  return { self, called, obey, lifeNow }
}

/** Runs at once, then every so often, and whenever the network comes or goes. */
function useEvery(work: () => Promise<void>, everyMs: number): void {
  useEffect(() => {
    const run = () => void work()
    run()
    const timer = setInterval(run, everyMs)
    window.addEventListener('online', run)
    window.addEventListener('offline', run)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', run)
      window.removeEventListener('offline', run)
    }
  }, [work, everyMs])
}

type News = {
  /** It has the cookie it is known by. */
  isKnown: boolean
  report: () => Promise<void>
  readTo: (rev: number) => Promise<void>
}

/** Hears at once that the village's board changed or that the desk wants something. */
function useNews({ isKnown, report, readTo }: News): void {
  const village = useVillage()
  useEffect(() => {
    if (!isKnown) return undefined
    const address = addressOf('devices.live', { query: { village } })
    const hearContent = (data: string) => {
      const { rev } = JSON.parse(data) as { rev: number } // What server/modules/devices sends under that name.
      void readTo(rev)
    }
    return openLine(
      address,
      { content: hearContent, device: () => void report() },
      // Once it is open the server itself asks for a report.
      { onOpen: (open) => open || void report() },
    )
  }, [village, isKnown, report, readTo])
}

/** What went wrong on the machine itself, for the desk: nobody stands before it to tell. */
function useTrouble(): string | undefined {
  const [trouble, setTrouble] = useState<string | undefined>(
    'indexedDB' in window ? undefined : '这台机器存不下内容，断网后什么也看不到',
  )
  useEffect(() => {
    const fail = ({ message }: ErrorEvent) => setTrouble(`页面出错：${message}`.slice(0, 200))
    window.addEventListener('error', fail)
    return () => window.removeEventListener('error', fail)
  }, [])
  return trouble
}
