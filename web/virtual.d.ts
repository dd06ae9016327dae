/** Written at build time by bin/routes-plugin.ts from contract/index.ts. */
declare module 'virtual:routes' {
  /** Method and path of every route, by its place in the contract: `matters.list`. */
  export const routes: Readonly<Record<string, readonly [method: string, path: string]>>
}

/** The smallest build of exifr, which has no types of its own; the rest of the library is not needed. */
declare module 'exifr/dist/mini.esm.mjs' {
  export function gps(file: Blob): Promise<{ latitude: number; longitude: number } | undefined>
}

/** The keyboard’s own build for bundlers; its types stand beside another name. */
declare module 'simple-keyboard/build/index.modern.esm.js' {
  export { SimpleKeyboard } from 'simple-keyboard'
}

/** The light build of hls.js has the types of the whole one. */
declare module 'hls.js/light' {
  export { default } from 'hls.js'
}
