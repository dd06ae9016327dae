/** 议事: meetings of a village’s bodies, from convening to the archive. Votes: modules/motions and modules/ballots. */
export { verifyMeetings } from './archive.ts'
export { convene, limitsAt, stepBy, takeStep } from './commands.ts'
export { attend } from './attend.ts'
export { demandKeeper, isKeeper, mayRead, mayReadRoll, villageOf } from './policy.ts'
export { quorumNow } from './present.ts'
export { presenceOf } from './queries.ts'
export { findMember, memberOf, principalsOf, type Member } from './roll.ts'
export { meetingsRoutes } from './routes.ts'
export {
  findMeeting,
  holdMeeting,
  insertStep,
  lockMeeting,
  MOTION,
  type MeetingRecord,
  type MotionRecord,
} from './store.ts'
