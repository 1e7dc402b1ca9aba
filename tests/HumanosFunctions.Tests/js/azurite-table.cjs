// Azurite's Table service, which ends with the process that started it, however that one ends.
console.log = () => {};
process.stdin.on("end", () => process.exit()).resume();
require("azurite/dist/src/table/main.js");
