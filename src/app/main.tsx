import '@fontsource-variable/inter';
import '@fontsource/stix-two-math';
import '../ui/theme.css';
import { createRoot } from 'react-dom/client';
import { electronPlatform } from '../platform/electron';
import { App } from './App';
import { boot } from './boot';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const services = boot(electronPlatform());
createRoot(root).render(<App services={services} />);
