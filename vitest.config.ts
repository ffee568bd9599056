import { defineConfig, mergeConfig, type ViteUserConfig } from "vitest/config";
import { writeDoctests } from "./tools/doctest/write.ts";
import shared from "./vitest.shared.ts";

writeDoctests();

const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      "packages/*",
      "examples/*",
      "tools",
      mergeConfig(shared, {
        test: {
          name: "doctest",
          root: "tools/doctest/generated",
          include: ["**/*.test.ts"],
          typecheck: { enabled: false },
          // The first test of a file loads the library, which takes seconds on a machine at work.
          testTimeout: 30_000,
        },
      }),
    ],
    reporters: ["default", "./tools/summary-reporter.ts"],
  },
});

export default config;
