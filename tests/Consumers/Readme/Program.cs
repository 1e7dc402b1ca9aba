// The test writes the blocks of the packages' readmes beside this file, as Block1, Block2 and so on. The first one reads a
// delivery: its secrets, timestamp, signature and body are the arguments. Two need nothing: they show how to write a unit test.
var inputs = new Inputs
{
    SignatureSecret = args[0],
    EncryptionSecret = args[1],
    EncryptionSalt = args[2],
    Timestamp = args[3],
    Signature = args[4],
    Body = System.Text.Encoding.UTF8.GetBytes(args[5]),
};
await Block1.RunAsync(inputs);
await Block3.RunAsync(inputs);
await Block5.RunAsync(inputs);
