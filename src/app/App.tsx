import { ReactFlowProvider } from '@xyflow/react';
import { useEffect } from 'react';
import { NetworkCanvas } from '../canvas/NetworkCanvas';
import { Palette } from '../canvas/palette/Palette';
import { PlayerBar } from '../panels/player/PlayerBar';
import { useDocument } from '../store/document';
import { useSession } from '../store/session';
import type { Services } from './boot';
import { Dialogs } from './Dialogs';
import { EmptyHint } from './EmptyHint';
import { Header } from './Header';
import { NoticeBar } from './NoticeBar';
import { RightPanel } from './RightPanel';
import { StatusBar } from './StatusBar';
import { useTheme } from './useTheme';

/** The window: header, palette, canvas, panel, status line. The canvas always keeps the largest part. */
export function App({ services }: { services: Services }) {
  useTheme();
  const bare = useSession((state) => state.bare);
  const palette = useSession((state) => state.palette);
  const panel = useSession((state) => state.panel);
  const player = useSession((state) => state.player);
  const empty = useDocument((state) => state.doc.nodes.length === 0);
  useEffect(() => {
    document.documentElement.dataset.ready = 'true';
  }, []);
  if (bare) {
    return (
      <ReactFlowProvider>
        <NetworkCanvas />
      </ReactFlowProvider>
    );
  }
  return (
    <ReactFlowProvider>
      <div className="flex h-full flex-col bg-paper">
        <Header services={services} />
        <div className="flex min-h-0 flex-1">
          {palette && <Palette onPart={services.parts.place} onRemovePart={services.parts.remove} />}
          <main className="flex min-w-0 flex-1 flex-col">
            <div className="relative min-h-0 flex-1">
              <NetworkCanvas />
              {empty && <EmptyHint />}
              <NoticeBar />
            </div>
            {player && <PlayerBar />}
          </main>
          {panel && <RightPanel services={services} />}
        </div>
        <StatusBar onPlayer={() => services.commands.run('player')} />
      </div>
      <Dialogs services={services} />
    </ReactFlowProvider>
  );
}
