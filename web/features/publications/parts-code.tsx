import { QrCode } from '#web/matters/qr-code.tsx'

/** A code in two halves, as it is read out and typed: 7K3M 9QXT. */
export const spacedCode = (code: string) => code.replace(/^(.{4})(.{4})$/, '$1 $2')

/** The check code of a version and the square that opens its proof. `url` is the whole address, as it is scanned. */
export function CheckCode({ code, url }: { code: string; url: string }) {
  return (
    <div className="flex flex-wrap items-center gap-4">
      <QrCode text={url} label="核验二维码" />
      <div className="grid min-w-0 flex-[1_1_9em] gap-1">
        <span className="text-small text-ink-2">核验码</span>
        <b className="font-numerals text-title tracking-wider whitespace-nowrap">{spacedCode(code)}</b>
        <span className="text-small text-ink-2">
          贴在墙上的纸印着同一个码。扫一扫或输入它，就能核对纸上的是不是当初公布的
        </span>
      </div>
    </div>
  )
}
