// Follows the event stream at a URL with the npm package ldes-client, and prints each member as it is emitted:
// one line of JSON with its IRI and its quads as N-Quads. Arguments: the URL, an order, a folder to keep state in.
import { replicateLDES } from "ldes-client";
import { Writer } from "n3";

const [url, order, statePath] = process.argv.slice(2);
const client = replicateLDES({ url, statePath }, order);
client.on("error", (error) => {
  console.error(error);
  process.exitCode = 1;
});
for (const reader = client.stream().getReader(); ; ) {
  const { done, value } = await reader.read();
  if (done) break;
  const writer = new Writer({ format: "N-Quads" });
  writer.addQuads(value.quads);
  writer.end((_, quads) => console.log(JSON.stringify({ member: value.id.value, quads })));
}
