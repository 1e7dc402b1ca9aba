// Shared by the scripts: a client on the connection string of the first argument, closed whatever happens.
const { ServiceBusClient } = require("@azure/service-bus");

const retryOptions = { timeoutInMs: 10_000, maxRetries: 1, retryDelayInMs: 50 };

exports.run = async function run(scenario) {
  const client = new ServiceBusClient(process.argv[2], { retryOptions });
  try {
    await scenario(client);
    console.log("done");
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  } finally {
    await client.close();
  }
};

exports.receiveOne = async function receiveOne(receiver) {
  const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 10_000 });
  if (!message) {
    throw new Error("No message came.");
  }
  return message;
};
