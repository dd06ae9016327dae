import {
  grants,
  isAdministrator,
  PERMISSIONS,
  ROLES,
  takesPart,
  type Permission,
  type RoleId,
} from '#contract/roles.ts'
import { CsvError, filled, oneOf, optional, readCsv, words, type Column } from './read.ts'

/**
 * 职位: a county's own kinds of post. Each is one of the house's roles, in which flows and laws go on speaking, with all
 * its permissions or fewer: a pack may narrow and never widen.
 */
export type Position = {
  id: string
  name: string
  role: RoleId
  permissions: readonly Permission[]
  /** At which level, and at which office alone; absent: wherever its role can be. */
  level: 'county' | 'town' | 'village' | undefined
  unit: string | undefined
  takesPart: boolean
  source: string
}

// Object.keys forgets what it was given.
const permission = oneOf(...(Object.keys(PERMISSIONS) as Permission[]))
const permissions: Column<Permission[]> = (cell) => words(cell).map(permission)

const columns = {
  id: filled,
  name: filled,
  role: oneOf(...(Object.keys(ROLES) as RoleId[])),
  permissions,
  level: optional(oneOf('county', 'town', 'village')),
  unit: optional(filled),
  source: filled,
} as const

/** Reads a county's positions. Throws a `CsvError` with the line of the first that says what cannot be. */
export function readPositions(source: string, units: readonly { code: string }[]): Position[] {
  const known = new Set(units.map(({ code }) => code))
  const seen = new Set<string>()
  return readCsv(source, columns).map((row, index) => {
    const says = seen.has(row.id) ? `${row.id} is listed twice` : faultOf(row, known)
    if (says !== undefined) throw new CsvError(index + 2, says)
    seen.add(row.id)
    return { ...row, takesPart: takesPart(row) }
  })
}

function faultOf(row: Omit<Position, 'takesPart'>, units: ReadonlySet<string>): string | undefined {
  const { id, role, level, unit } = row
  // What three administrators may do, GB/T 22239 8.1.7 divides; a system of others and everybody hold no office.
  if (isAdministrator(role) || role === 'connected-system' || ROLES[role].level === 'none')
    return `${id}: a position cannot be ${role}`
  if (row.permissions.length === 0) return `${id}: permissions must not be empty`
  if (new Set(row.permissions).size < row.permissions.length) return `${id}: a permission is named twice`
  const beyond = row.permissions.filter((one) => !grants(role, one))
  if (beyond.length > 0)
    return `${id}: ${role} has no ${beyond.join(', ')}; a position narrows its role and never widens it`
  if (level && ROLES[role].level !== 'unit' && ROLES[role].level !== level)
    return `${id}: ${role} is held at the level ${ROLES[role].level}, not ${level}`
  return unit === undefined || units.has(unit) ? undefined : `${id}: there is no unit ${unit}`
}
