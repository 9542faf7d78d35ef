import type { PluginPanelSpec } from '../model/panelSpec';
import { Signal } from '../model/signal';
import type { EventType } from '../api/types';
import type { Blame, Description } from './messages';
import { PluginWorker } from './pluginWorker';
import { isSatisfied } from './shape';

/** A plugin that the explorer serves: what it says of itself, or why it cannot be used. */
export interface FoundPlugin {
  readonly name: string;
  readonly module: string;
  readonly description: Description | null;
  readonly blame: Blame | null;
}

/** The plugins, in order of name; they come a little after the page. */
export const plugins = new Signal<readonly FoundPlugin[]>([]);

let asked = false;

/** Finds out which plugins there are, once. */
export function findPlugins(): void {
  if (asked) return;
  asked = true;
  void (async () => {
    try {
      const response = await fetch('/api/plugins', { headers: { Accept: 'application/json' } });
      if (!response.ok) return;
      const answer = await response.json() as { plugins: readonly { name: string; module: string }[] };
      const found = await Promise.all(answer.plugins.map(described));
      const ids = new Set<string>();
      plugins.value = found.map((plugin) => {
        const id = plugin.description?.id;
        if (id === undefined || !ids.has(id)) {
          if (id !== undefined) ids.add(id);
          return plugin;
        }
        return { ...plugin, description: null, blame: { message: `Another plugin has the id ${id} already.`, place: null } };
      });
    } catch {
      // No answer: the top of the page says whether the explorer is there, and without its plugins the page is whole.
      asked = false;
    }
  })();
}

/** The panels that plugins add to a flow with these types. One that cannot be used has a panel that says why. */
export function pluginPanels(types: readonly EventType[]): readonly PluginPanelSpec[] {
  return plugins.value.filter(({ description }) => description === null || isSatisfied(description.needs, types)).map((plugin) => ({
    kind: 'plugin', id: `plugin-${plugin.description?.id ?? plugin.name}`, title: plugin.description?.title ?? plugin.name,
    description: plugin.description?.description ?? 'A plugin that cannot be used', module: plugin.module, height: plugin.description?.height ?? 76, blame: plugin.blame,
  }));
}

function described({ name, module }: { readonly name: string; readonly module: string }): Promise<FoundPlugin> {
  return new Promise((done) => {
    const worker = new PluginWorker((message) => {
      if (message.kind !== 'described') return;
      worker.end();
      done({ name, module, description: message.description, blame: null });
    }, (blame) => done({ name, module, description: null, blame }));
    worker.say({ kind: 'describe', module });
  });
}
