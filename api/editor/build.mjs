// node build.mjs FILE: the editor and what it is made of as one script, with the licences of what it holds.
import { build } from "esbuild";
import { readFileSync } from "node:fs";

const made = await build({
  entryPoints: ["editor.js"],
  outfile: process.argv[2],
  bundle: true,
  minify: true,
  write: true,
  metafile: true,
  format: "iife",
  target: ["es2021"],
  charset: "utf8",
  banner: { js: licences() },
  logLevel: "warning",
});
console.log(Object.values(made.metafile.outputs).map((output) => `${output.bytes} bytes`).join());

// MIT asks for its notice in every copy; a text that several packages share stands once.
function licences() {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
  const names = new Map();
  for (const [folder, { version, dev }] of Object.entries(packages)) {
    if (!folder || dev) continue;
    const text = readFileSync(`${folder}/LICENSE`, "utf8").trim();
    names.set(text, [...(names.get(text) ?? []), `${folder.replace("node_modules/", "")} ${version}`]);
  }
  const parts = [...names].map(([text, held]) => `${held.join(", ")}\n\n${text}`);
  return `/*!\n${parts.join("\n\n").replaceAll("*/", "* /")}\n*/`;
}
