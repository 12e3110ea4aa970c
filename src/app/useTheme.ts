import { useEffect } from 'react';
import { useSession } from '../store/session';

/** Applies the chosen theme to the page, and follows the system's while that is the choice. */
export function useTheme(): void {
  const theme = useSession((state) => state.theme);
  useEffect(() => {
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    const apply = () => {
      const dark = theme === 'dark' || (theme === 'system' && system.matches);
      document.documentElement.dataset.theme = dark ? 'dark' : 'light';
      useSession.getState().set({ dark });
    };
    apply();
    system.addEventListener('change', apply);
    return () => system.removeEventListener('change', apply);
  }, [theme]);
}
