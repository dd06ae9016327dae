/** 无记名投票: papers signed blind, ballots without a name. */
export { beginCasting, cast, closeBox, count, openBox } from './commands.ts'
export { Mix } from './mix.ts'
export { Tickets } from './tickets.ts'
export { ballotsRoutes } from './routes.ts'
