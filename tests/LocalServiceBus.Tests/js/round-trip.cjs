const assert = require("node:assert/strict");
const { run, receiveOne } = require("./connect.cjs");

run(async (client) => {
  const sent = {
    body: { text: "ä", list: [1, 2, 3] },
    messageId: "js-1",
    subject: "red",
    correlationId: "c-1",
    contentType: "application/json",
    timeToLive: 300_000,
    applicationProperties: { text: "value", number: 7, fraction: 0.5, flag: true },
  };
  await client.createSender("events").sendMessages(sent);

  const received = await receiveOne(client.createReceiver("events", "red"));
  for (const name of Object.keys(sent)) {
    assert.deepEqual(received[name], sent[name], name);
  }
  assert.equal(received.deliveryCount, 0);
  assert.equal(received.state, "active");
  assert.ok(received.lockedUntilUtc > received.enqueuedTimeUtc);
});
