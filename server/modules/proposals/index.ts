/** 四议两公开: one proposal through six steps whose order nobody can turn round. */
export { sayDissent } from './dissents.ts'
export { closeStep, openProposal } from './commands.ts'
export { askOpinion } from './opinions.ts'
export { proposalsRoutes } from './routes.ts'
export { findProposal, stepsOf } from './store.ts'
export { support } from './support.ts'
