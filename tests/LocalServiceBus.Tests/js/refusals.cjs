const assert = require("node:assert/strict");
const { ServiceBusClient } = require("@azure/service-bus");
const { run } = require("./connect.cjs");

run(async (client) => {
  await assert.rejects(() => client.createSender("nowhere").sendMessages({ body: "x" }), { code: "MessagingEntityNotFound" });
  await assert.rejects(() => client.createReceiver("nowhere").peekMessages(1), { code: "MessagingEntityNotFound" });

  const wrongKey = process.argv[2].replace("SAS_KEY_VALUE", "ANOTHER_VALUE");
  const stranger = new ServiceBusClient(wrongKey, { retryOptions: { maxRetries: 0 } });
  await assert.rejects(() => stranger.createSender("orders").sendMessages({ body: "x" }), { code: "UnauthorizedAccess" });
  await stranger.close();
});
