import { writeDoctests } from "./write.ts";

const { files, blocks, problems } = writeDoctests();
for (const { file, line, message } of problems) console.error(`${file}:${line}: ${message}`);
console.log(`doctest: ${blocks} blocks in ${files} files, ${problems.length} problems`);
// No block at all means that the search is broken, not that there is nothing to test.
if (blocks === 0 || problems.length > 0) process.exitCode = 1;
