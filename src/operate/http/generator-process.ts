import { readCall } from './call-template.ts';
import { serveParent } from './child.ts';
import { Generator } from './generator.ts';
import type { Phase, Target } from './load.ts';

/** What the generator's process is asked: to begin with a target, then for one phase at a time. */
export type GeneratorAsk = { readonly target: Target } | { readonly phase: Phase };

let generator: Generator | undefined;

serveParent(
  async (message) => {
    const asked = message as GeneratorAsk; // `run-load.ts` sends nothing else
    if ('phase' in asked) return generator?.run(asked.phase);
    const { host, port, file, text, key } = asked.target;
    generator?.close();
    generator = new Generator({ host, port }, readCall(file, text, key));
    return null;
  },
  () => generator?.close(),
);
