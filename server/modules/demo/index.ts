/** The demo world: a village that has been lived in, for trying, tests and pictures. Never on a real server. */
export { seedVillage, type VillageSeeded } from './commands.ts'
export { hasBegun, seedCounty, type CountySeeded, type Progress, type Size } from './county.ts'
export { idNumberOf } from './rules.ts'
export { seedDisclosure } from './disclosure.ts'
export { seedDecisions } from './decisions.ts'
export { seedMeetings } from './meetings.ts'
export { seedPublications } from './publications.ts'
