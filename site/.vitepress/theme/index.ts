import { withBase } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import '../../tools/share/palette.css';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp() {
    globalThis.navigator?.serviceWorker?.register(withBase('/sw.js'));
  },
};
