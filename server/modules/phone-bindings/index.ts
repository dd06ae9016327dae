/** Telephones the register does not know: asked for without a login, told whose they are by the village. */
export { bindingWord } from './commands.ts'
export { bindingsTerm } from './jobs.ts'
export { phoneBindingsRoutes } from './routes.ts'
