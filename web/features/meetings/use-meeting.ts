import { useCallback, useEffect, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { addressOf } from '#web/client/call.ts'
import { openLine } from '#web/client/live.ts'
import { useOnline } from '#web/client/online.ts'
import { useCall } from '#web/client/queries.ts'
import { useNow } from '#web/ui/use-now.ts'
import { takesAttendance, type Box, type Meeting } from './words.ts'

/** What changes while people look at a meeting. */
const READS = [
  'meetings.show',
  'meetings.roll',
  'ballots.show',
  'ballots.paperVoters',
  'ballots.tallies',
  'challenges.list',
  'floor.show',
  'agenda.meeting',
  'streams.show',
] as const
/** A hall’s phones do not all ask in the same breath. */
const SPREAD_MS = 700
const GATHER_MS = 250
/** Without a line screens ask by themselves. */
const POLL_MS = 10_000
const BOX_MS = 3_000

/** A meeting that keeps itself true while it is looked at. `isLive`: the line to the server is open. */
export function useMeeting(id: string, { spread = true }: { spread?: boolean } = {}) {
  const cache = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const [isSilent, hear] = useSilence()
  const isOnline = useOnline()
  const isLive = isOpen && !isSilent && isOnline
  const meeting = useCall('meetings.show', { params: { id } }, { everyMs: () => (isLive ? false : POLL_MS) })
  const isThere = meeting.data !== undefined
  useEffect(() => {
    if (!isThere) return undefined
    let gathering: ReturnType<typeof setTimeout> | undefined
    const refresh = (): void => {
      if (gathering !== undefined) return
      const wait = GATHER_MS + (spread ? Math.random() * SPREAD_MS : 0)
      gathering = setTimeout(() => {
        gathering = undefined
        for (const name of READS) void cache.invalidateQueries({ queryKey: [name] })
      }, wait)
    }
    const address = addressOf('meetings.live', { params: { id } })
    const heard = () => {
      hear()
      refresh()
    }
    const close = openLine(
      address,
      { meeting: heard, beat: hear },
      {
        onOpen: (open) => {
          hear()
          setOpen(open)
        },
        catchUp: refresh,
      },
    )
    return () => {
      clearTimeout(gathering)
      close()
    }
  }, [cache, id, isThere, spread, hear])
  return { ...meeting, isLive }
}

/** Two beats of the server and a little (server/modules/meetings/hub.ts). */
const SILENT_MS = 25_000
const LISTEN_MS = 2_000

/** Whether a line has been silent for too long, and what tells it that something was heard. */
function useSilence(): [isSilent: boolean, hear: () => void] {
  const [isSilent, setSilent] = useState(false)
  const heardAt = useRef(0)
  const hear = useCallback(() => {
    heardAt.current = Date.now()
    setSilent(false)
  }, [])
  useEffect(() => {
    const timer = setInterval(() => setSilent(Date.now() - heardAt.current > SILENT_MS), LISTEN_MS)
    return () => clearInterval(timer)
  }, [])
  return [isSilent, hear]
}

const DOOR_AGAIN_MS = 5_000
const LITTLE_MS = 300

/** The code of the door, read anew when it changes; only while people may come in. */
export function useDoor(meeting: Meeting) {
  const now = useNow()
  const isOpen = !meeting.paper && takesAttendance(meeting, now)
  const door = useCall('meetings.door', isOpen ? { params: { id: meeting.id } } : undefined, {
    staleMs: 0,
    everyMs: (answer) => (answer ? answer.seconds * 1000 + LITTLE_MS : DOOR_AGAIN_MS),
  })
  return { ...door, isOpen }
}

/** How far a secret vote has come. Single ballots are announced to nobody, so screens ask while the box is open. */
export function useBox(motion: string | undefined) {
  return useCall('ballots.show', motion === undefined ? undefined : { params: { motion } }, {
    everyMs: (box: Box | undefined) => (box?.state === 'counted' ? false : BOX_MS),
  })
}
