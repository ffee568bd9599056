import katexPlugin from "@vscode/markdown-it-katex";
import { Application } from "typedoc";

const rules = ["math_inline", "math_inline_block", "math_block"];

/**
 * A TypeDoc plugin: `$…$` and `$$…$$` become MathML, which needs neither fonts nor style sheets.
 * The Markdown plugin shows a formula that does not parse as red text and goes on, so its output
 * is searched for the mark of an error, which then fails the build.
 *
 * @param {Application} app
 */
export function load(app) {
  // Options that a plugin sets while it loads are lost: they are read once more afterwards.
  app.on(Application.EVENT_BOOTSTRAP_END, () => {
    app.options.setValue("markdownItLoader", (md) => {
      md.use(katexPlugin.default ?? katexPlugin, { output: "mathml", strict: "error" });
      for (const rule of rules) {
        const render = md.renderer.rules[rule];
        md.renderer.rules[rule] = (tokens, index, ...rest) => {
          const html = render(tokens, index, ...rest);
          const reason = /katex-error"[^>]*>([^<]*)/.exec(html)?.[1];
          if (reason !== undefined) app.logger.error(`formula ${tokens[index].content}: ${reason}`);
          return html;
        };
      }
    });
  });
}
