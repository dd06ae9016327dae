import { Button, Popconfirm, Segmented } from 'antd'
import { addressOf, type Output } from '#web/client/call.ts'
import { loadHls } from '#web/client/hls.ts'
import { useCall, useChange } from '#web/client/queries.ts'
import { QrCode } from '#web/matters/qr-code.tsx'
import { StateBadge } from '#web/ui/state-badge.tsx'
import { Video } from '#web/ui/video.tsx'

type Shown = Output<'streams.show'>
type Stream = NonNullable<Shown['stream']>

const TONES = { ready: 'wait', live: 'move', cut: 'late', ended: 'done' } as const

/** Sending a meeting out: who may look, the camera’s address and key, and the picture as viewers have it. */
export function StreamDesk({ meeting }: { meeting: string }) {
  const { data } = useCall('streams.show', { params: { id: meeting } })
  if (!data) return null
  const { stream, keeps, server, refused } = data
  // A meeting that was never sent out and can no more be has nothing here.
  if (!stream && (refused !== undefined || !keeps)) return null
  return (
    <section aria-labelledby="stream" className="grid gap-3">
      <div className="flex items-baseline gap-2">
        <h2 id="stream" className="flex-1 font-bold">
          会议直播
        </h2>
        {stream && <StateBadge state={TONES[stream.state]}>{stream.stateName}</StateBadge>}
      </div>
      {stream ? (
        <Running meeting={meeting} stream={stream} shown={data} />
      ) : (
        <Start meeting={meeting} server={server} />
      )}
    </section>
  )
}

function Start({ meeting, server }: { meeting: string; server: Shown['server'] }) {
  const open = useChange('streams.open', ['streams.show'])
  if (!server.ready) return <p className="text-small text-ink-2">{server.says}</p>
  return (
    <div className="grid gap-2">
      <p className="text-small text-ink-2">
        用一部手机对着会场，外出的村民在自己手机上看。画面断了，提问和投票照常。
      </p>
      <Button
        loading={open.isPending}
        onClick={() => open.mutate({ input: { params: { id: meeting }, body: { audience: 'village' } } })}
      >
        准备直播
      </Button>
      {open.error && (
        <p role="alert" className="text-small text-late">
          {open.error.message}
        </p>
      )}
    </div>
  )
}

function Running({ meeting, stream, shown }: { meeting: string; stream: Stream; shown: Shown }) {
  const { keeps, server, refused } = shown
  const end = useChange('streams.end', ['streams.show'])
  const isOver = stream.state === 'ended'
  return (
    <div className="grid gap-3">
      {stream.state !== 'ready' && !stream.dropped && stream.beganAt && (
        <Video
          key={isOver ? 'recording' : 'live'}
          src={addressOf('streams.playlist', { params: { id: stream.id } })}
          label={isOver ? '会议录像' : '直播画面'}
          load={loadHls}
          muted
        />
      )}
      {isOver && stream.keptUntil && (
        <p className="text-small text-ink-2">
          {stream.dropped
            ? `录像保存期已过，${stream.keptUntil} 以后已删除`
            : `录像留到 ${stream.keptUntil}，过后自动删除`}
          （{stream.keptBy}）
        </p>
      )}
      {!server.ready && !isOver && <p className="text-small text-late">{server.says}</p>}
      {keeps && !isOver && refused === undefined && <Camera meeting={meeting} stream={stream} />}
      {keeps && !isOver && (
        <Popconfirm
          title="结束直播？"
          description="结束以后不能再开，录像按规定保存"
          okText="结束"
          cancelText="先不"
          onConfirm={() => end.mutate({ input: { params: { id: meeting } } })}
        >
          <Button loading={end.isPending}>结束直播</Button>
        </Popconfirm>
      )}
    </div>
  )
}

/** What the camera’s program is told. Whoever has the key can send, so it is asked for and not simply shown. */
function Camera({ meeting, stream }: { meeting: string; stream: Stream }) {
  const open = useChange('streams.open', ['streams.show'])
  const key = useCall('streams.key', { params: { id: meeting } })
  const renew = useChange('streams.renew', ['streams.key', 'streams.show'])
  return (
    <>
      <Segmented
        aria-label="谁能看"
        block
        value={stream.audience}
        options={[
          { value: 'village' as const, label: '本村的人看' },
          { value: 'everyone' as const, label: '电视也能看' },
        ]}
        onChange={(audience) => open.mutate({ input: { params: { id: meeting }, body: { audience } } })}
      />
      {key.data && (
        <details className="rounded-small bg-ground p-3">
          <summary className="cursor-pointer font-bold">推流地址和推流码</summary>
          <div className="grid grid-cols-[7rem_minmax(0,1fr)] gap-3 pt-3">
            <QrCode
              text={`${key.data.url}/${key.data.key}`}
              label="推流地址二维码"
              className="size-28 bg-paper"
            />
            <dl className="grid content-start gap-1 text-small">
              <dt className="text-ink-2">推流地址</dt>
              <dd className="break-all">{key.data.url}</dd>
              <dt className="text-ink-2">推流码</dt>
              <dd className="font-mono break-all">{key.data.key}</dd>
            </dl>
          </div>
          <p className="py-2 text-small text-ink-2">
            手机装一个能推 RTMP 的直播软件（如 Larix），扫码或照着填。谁拿到推流码谁就能播，泄露了就换一个。
          </p>
          <Button
            size="small"
            loading={renew.isPending}
            onClick={() => renew.mutate({ input: { params: { id: meeting } } })}
          >
            换一个推流码
          </Button>
        </details>
      )}
    </>
  )
}
