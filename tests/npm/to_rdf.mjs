// Reads JSON-LD with the npm package jsonld (jsonld.js): an array of documents comes on standard input, and an array
// of their N-Quads goes out. No context is fetched: the documents bring their own.
import jsonld from "jsonld";

const documentLoader = (url) => {
  throw new Error(`fetched: ${url}`);
};
let text = "";
for await (const chunk of process.stdin) text += chunk;
const read = (document) => jsonld.toRDF(document, { format: "application/n-quads", documentLoader });
process.stdout.write(JSON.stringify(await Promise.all(JSON.parse(text).map(read))));
