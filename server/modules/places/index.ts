/** Places, units, lists and the working days of a county. */
export { forgetCounties, getCounty, villageAt, type County } from './ground.ts'
export { countyCodes } from './store.ts'
export { placesRoutes } from './routes.ts'
