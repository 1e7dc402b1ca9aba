namespace HumanosFunctions.Local.Commands;

internal sealed record ServeSettings(int Port, int AmqpPort, DirectoryInfo Data, FileInfo Topology);
