import { useSession } from '../store/session';
import type { Services } from './boot';
import { CheckDialog } from './CheckDialog';
import { FindDialog } from './find/FindDialog';
import { ShortcutsDialog } from './ShortcutsDialog';
import { StartDialog } from './start/StartDialog';

/** The one dialog that is open, if any. */
export function Dialogs({ services }: { services: Services }) {
  const dialog = useSession((state) => state.dialog);
  const chosen = useSession((state) => state.chosen);
  switch (dialog) {
    case 'start':
      return <StartDialog services={services} />;
    case 'find':
      return <FindDialog services={services} />;
    case 'check':
      return <CheckDialog services={services} param={null} />;
    case 'checkOne':
      return <CheckDialog services={services} param={chosen} />;
    case 'shortcuts':
      return <ShortcutsDialog />;
    case 'none':
      return null;
  }
}
