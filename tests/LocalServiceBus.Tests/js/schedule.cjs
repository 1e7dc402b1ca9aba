const assert = require("node:assert/strict");
const { run, receiveOne } = require("./connect.cjs");

run(async (client) => {
  const sender = client.createSender("orders");
  const receiver = client.createReceiver("orders");
  const later = new Date(Date.now() + 600_000);
  const [cancelled, kept] = await sender.scheduleMessages([{ body: "cancelled" }, { body: "kept" }], later);
  await sender.cancelScheduledMessages(cancelled);

  const peeked = await receiver.peekMessages(10);
  assert.deepEqual(peeked.map((message) => [message.body, message.state]), [["kept", "scheduled"]]);
  assert.ok(peeked[0].sequenceNumber.equals(kept));

  await sender.sendMessages({ body: "at once" });
  assert.equal((await receiveOne(receiver)).body, "at once");
});
