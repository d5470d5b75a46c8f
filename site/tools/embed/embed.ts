// The script that puts tools into any page: <script type="module" src="…/embed.js"></script>. It is small, and loads a tool
// when an element of it comes near the window.
import { FORMULA_STATE, NETWORK_STATE } from '../share/state-names.ts';
import { elementOf, type Tool } from './element.ts';

const TOOLS: Readonly<Record<string, Tool>> = {
  'chainrule-check': {
    page: 'check',
    state: FORMULA_STATE,
    flags: ['brief'],
    events: ['verdict'],
    load: () => import('../check/CheckTool.vue'),
  },
  'chainrule-derive': {
    page: 'derive',
    state: FORMULA_STATE,
    load: () => import('../derive/DeriveTool.vue'),
  },
  'chainrule-network': {
    page: 'learn',
    state: NETWORK_STATE,
    flags: ['autoplay', 'brief'],
    load: () => import('../learn/NetworkTool.vue'),
  },
};

const site = new URL(/* @vite-ignore */ './', import.meta.url).href;
for (const [name, tool] of Object.entries(TOOLS))
  if (!customElements.get(name)) customElements.define(name, elementOf(tool, site));
