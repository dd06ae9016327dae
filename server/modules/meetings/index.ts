/** 议事: meetings of a village’s bodies, from convening to the archive. Votes: modules/motions and modules/ballots. */
export { findArchive, verifyMeetings } from './archive.ts'
export { convene, limitsAt, limitsFor, stepBy, takeStep } from './commands.ts'
export { attend } from './attend.ts'
export { opinionListOf, wantingFor } from './opinions.ts'
export { enteredVotesOf, presentVotes, type EnteredRow } from './entered.ts'
export {
  demandKeeper,
  isKeeper,
  mayRead,
  mayReadMeeting,
  mayReadRoll,
  townOf,
  villageOf,
  watches,
  witnesses,
} from './policy.ts'
export { ordersOn, topicsOn } from './monthly.ts'
export { minutesFor } from './minutes.ts'
export { presentEntry, quorumNow } from './present.ts'
export { hasCollective, presenceOf, returnedTo, scansOf } from './queries.ts'
export { findMember, frozenRoll, memberOf, membersOf, principalsOf, rollNow, type Member } from './roll.ts'
export { doorCode, isDecision, lawOf } from './rules.ts'
export { meetingsRoutes } from './routes.ts'
export { tellMember } from './telling.ts'
export {
  findMeeting,
  holdMeeting,
  holdMeetings,
  insertStep,
  lockMeeting,
  MOTION,
  motionsOf,
  signaturesOf,
  type MeetingRecord,
  type MotionRecord,
} from './store.ts'
