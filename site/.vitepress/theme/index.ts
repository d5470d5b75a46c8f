import { withBase } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import './style.css';
import CheckTool from '../../tools/check/CheckTool.vue';

export default {
  extends: DefaultTheme,
  enhanceApp({ app }: { app: import('vue').App }) {
    app.component('CheckTool', CheckTool);
    globalThis.navigator?.serviceWorker?.register(withBase('/sw.js'));
  },
};
