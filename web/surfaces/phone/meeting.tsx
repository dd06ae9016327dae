import { AgendaPhone } from '#web/features/agenda/phone-meeting.tsx'
import { ChallengesPhone } from '#web/features/challenges/phone.tsx'
import { FloorPhone } from '#web/features/floor/phone.tsx'
import { MeetingScreen } from '#web/features/meetings/phone.tsx'
import { StreamPhone } from '#web/features/streams/phone.tsx'

/** A meeting with what other nouns say of it. */
export function MeetingPage({ id }: { id: string }) {
  return (
    <MeetingScreen
      id={id}
      picture={<StreamPhone meeting={id} />}
      roll={<ChallengesPhone meeting={id} />}
      said={
        <>
          <AgendaPhone meeting={id} />
          <FloorPhone meeting={id} />
        </>
      }
    />
  )
}
