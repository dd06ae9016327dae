// Written by bin/generate.mjs from the indicator files; do not edit.
import type { Indicator } from './kit/index.ts'
import { satisfied, dissatisfied, unanswered, reopened } from './indicators/answers.indicator.ts'
import { fieldsTyped, actionsByPart, betweenTaps } from './indicators/burden.indicator.ts'
import { objections, upheld, extended } from './indicators/duty.indicator.ts'
import {
  closingRate,
  onTimeRate,
  firstContact,
  contactKept,
  stageHours,
} from './indicators/speed.indicator.ts'
import { opened, open, dueSoon, overdue, closed, merged, onTheSpot } from './indicators/volume.indicator.ts'

/** Every indicator of the house, in the order of their files. */
export const INDICATORS: readonly Indicator[] = [
  satisfied,
  dissatisfied,
  unanswered,
  reopened,
  fieldsTyped,
  actionsByPart,
  betweenTaps,
  objections,
  upheld,
  extended,
  closingRate,
  onTimeRate,
  firstContact,
  contactKept,
  stageHours,
  opened,
  open,
  dueSoon,
  overdue,
  closed,
  merged,
  onTheSpot,
]
