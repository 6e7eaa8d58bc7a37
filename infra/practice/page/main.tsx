import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { prepareRenderer } from './card/renderer.ts';

const place = document.getElementById('page');
if (!place) throw new Error('index.html has no #page');
prepareRenderer();
createRoot(place).render(<App />);
