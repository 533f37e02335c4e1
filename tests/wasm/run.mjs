// Calls the SDK, built for WebAssembly, in Node, against a server on loopback.
//
//     node run.mjs MODULE SAMPLES
//
// MODULE is the JavaScript that wasm-bindgen wrote, SAMPLES the table of example answers of the API.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";

const [module, samples] = process.argv.slice(2);
const sdk = createRequire(import.meta.url)(module);
const order = JSON.parse(
  readFileSync(samples, "utf8").split("\n").map((line) => line.split("\t")).find((row) => row[0] === "orders.get" && row[1] === "200")[3],
);

// Runs a test against a server, and gives its outcome with the requests that came.
async function against(answer, test) {
  const requests = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response, requests.length);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  try {
    return { outcome: await test(`http://127.0.0.1:${server.address().port}`), requests };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function json(response, body, status = 200, headers = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

const tests = {
  async "a call is retried, waits in between, and carries its credential"() {
    const begun = performance.now();
    const { outcome, requests } = await against(
      (_, response, count) => (count < 3 ? json(response, {}, 503, { "retry-after": "1" }) : json(response, order)),
      sdk.get,
    );
    assert.equal(outcome, `${order.currency} after 3 attempts`);
    assert.deepEqual(requests.map((request) => request.headers.authorization), Array(3).fill("Bearer token"));
    assert.ok(performance.now() - begun >= 2000, "it waits as long as the server says");
  },
  async "a stream reads page after page"() {
    const { outcome, requests } = await against((request, response) => {
      const page = Number(new URL(request.url, "http://here").searchParams.get("page") ?? 1);
      json(response, { items: [{ ...order, id: `order-${page}` }], pagination: { total_count: 3, max_page: 3 } });
    }, sdk.list);
    assert.equal(outcome, "order-1,order-2,order-3");
    assert.equal(requests.length, 3);
  },
  async "an attempt that takes too long is aborted, and is made again"() {
    let aborted = 0;
    const { outcome } = await against((_, response) => response.on("close", () => aborted++), sdk.late);
    assert.equal(outcome, "Timeout 3");
    for (let waited = 0; aborted < 3 && waited < 10_000; waited += 10) await new Promise((later) => setTimeout(later, 10));
    assert.equal(aborted, 3, "the server sees that nobody waits any more");
  },
  async "a redirect is not followed"() {
    let visited = 0;
    const { outcome } = await against((_, response) => {
      visited++;
      json(response, order);
    }, async (other) => (await against((_, response) => json(response, {}, 302, { location: `${other}/steal` }), sdk.get)).outcome);
    assert.equal(outcome, "Redirect Some(302)");
    assert.equal(visited, 0);
  },
  async "a delivery is verified, and a changed one refused"() {
    const [secret, id, time] = ["a secret of some length", "msg_1", String(Math.floor(Date.now() / 1000))];
    const body = JSON.stringify({ type: "order.paid", timestamp: new Date().toISOString(), data: order });
    const signature = createHmac("sha256", secret).update(`${id}.${time}.${body}`).digest("base64");
    assert.equal(sdk.verify(secret, id, time, `v1,${signature}`, body), "msg_1 order.paid");
    assert.match(sdk.verify(secret, id, time, `v1,${signature}`, `${body} `), /^refused: /);
    assert.match(sdk.verify(secret, id, "1000000000", `v1,${signature}`, body), /^refused: /);
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    await test();
    console.log(`ok     ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED ${name}\n${error.stack}`);
  }
}
console.log(`${Object.keys(tests).length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
