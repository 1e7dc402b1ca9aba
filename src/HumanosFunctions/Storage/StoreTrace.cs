using System.Diagnostics;
using HumanosFunctions.Telemetry;

namespace HumanosFunctions.Storage;

/// <summary>The span <c>put rows</c>: one write to the store until it is durable.</summary>
internal static class StoreTrace
{
    /// <param name="database">The name of the database system.</param>
    /// <param name="rows">The number of rows.</param>
    public static Activity? StartPut(string database, int rows) => IngestorTracing.Source.HasListeners()
        ? IngestorTracing.Start("put rows", ActivityKind.Client, fromOutside: default)?
            .AssumeFailed()
            .SetTag(TraceTags.Database, database)
            .SetTag(TraceTags.DatabaseOperation, "put")
            .SetTag(TraceTags.Rows, rows)
        : null;

    public static void Stored(Activity? put) => put?.End("Stored");
}
