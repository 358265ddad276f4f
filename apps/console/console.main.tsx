// Starts the console in the browser.
import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.screen.js';
import './chrome/mantine-styles.js';
import { theme } from './chrome/theme.js';
import { loadSession } from './session/session.store.js';
import { speak, storedLanguage } from './texts/language.store.js';

const scheme = localStorageColorSchemeManager({ key: 'console.theme' });

// Russian first; another language when this device or, after sign-in, this person's profile asks for it.
await speak(storedLanguage() ?? 'ru');
await loadSession();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} colorSchemeManager={scheme} defaultColorScheme="auto">
      <Notifications position="bottom-left" limit={4} containerWidth={320} />
      <App />
    </MantineProvider>
  </StrictMode>,
);
