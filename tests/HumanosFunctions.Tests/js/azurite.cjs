// Azurite's services, which end with the process that started them, however that one ends.
console.log = () => {};
process.stdin.on("end", () => process.exit()).resume();
require("azurite/dist/src/azurite.js");
