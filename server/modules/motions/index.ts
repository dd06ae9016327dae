/** 议题: what is put to the vote in the open, and the results of all votes. Secret ballots: modules/ballots. */
export { declare, demandPut, demandTellers, lockFor, put, tally, vote } from './commands.ts'
export { declareUnopened, declareWith } from './declaring.ts'
export { confirmEntered } from './entered.ts'
export { motionsRoutes } from './routes.ts'
export { findMotion, findMotions, nameTellers, putMotion } from './store.ts'
export { voterOf, votersOf } from './voters.ts'
