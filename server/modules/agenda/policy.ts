import { allows, type Scope } from '#server/core/scope.ts'

/** The supervisors of a village gather what its monthly meeting speaks about (system L2: 会前监委征集). */
export const collects = (scope: Scope, division: string): boolean =>
  scope.post?.division === division && allows(scope, 'agenda.collect')
