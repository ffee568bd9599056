import { defaultClientConditions, defaultServerConditions } from "vite";
import { defineConfig, type ViteUserConfig } from "vitest/config";

const source = "@nabla/source";

/** What every package's tests have in common: they run from source, without a build. */
const shared: ViteUserConfig = defineConfig({
  // Vite asks three separate lists of conditions, depending on who imports what.
  resolve: { conditions: [source, ...defaultClientConditions] },
  ssr: {
    resolve: {
      conditions: [source, ...defaultServerConditions],
      externalConditions: [source, "node"],
    },
  },
  test: {
    include: ["test/**/*.test.ts"],
    typecheck: { enabled: true, include: ["test/**/*.test-d.ts"] },
  },
});

export default shared;
