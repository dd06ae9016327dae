/** The promise of this module: a saved view is a name for an address, seen by nobody but who saved it. */

/** As many as fit beside the queue without scrolling. */
export const VIEWS_MAX = 20
export const FULL = `最多保存 ${VIEWS_MAX} 个视图，请先删掉一个再存`
