using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Reflection;
using Azure;
using Azure.Messaging.ServiceBus;
using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Telemetry;

/// <summary>
/// Describes an exception without confidential content: types, codes and methods. It never includes the message, which can contain
/// payload, addresses or paths.
/// </summary>
public static class FailureReport
{
    private const string HandlerKey = "HumanosFunctions.Handler";
    private const int MaxCauses = 4;
    private const int MaxFrames = 12;
    private const int MaxCodeLength = 64;
    private const int MaxReportLength = 2000;

    /// <summary>Records the handler that failed in the exception. Use it in an exception filter: it always returns false.</summary>
    public static bool RecordHandler(Exception failure, Type handler)
    {
        failure.Data[HandlerKey] ??= handler.Name;
        return false;
    }

    /// <summary>Returns the exceptions, outermost first, each with its code, and the handler: <c>SqliteException SqliteErrorCode 5 in CredentialState</c>.</summary>
    public static string CauseOf(Exception failure)
    {
        string cause = string.Join(" < ", Chain(failure).Take(MaxCauses).Select(Describe));
        return failure.Data[HandlerKey] is string handler ? $"{cause} in {handler}" : cause;
    }

    /// <summary>Returns the cause and, after a semicolon, the methods of the stack trace, innermost first.</summary>
    public static string Of(Exception failure)
    {
        string report = $"{CauseOf(failure)}; {FramesOf(failure)}";
        return report.Length > MaxReportLength ? report[..MaxReportLength] : report;
    }

    private static string FramesOf(Exception failure)
    {
        string[] frames = [.. new StackTrace(Chain(failure).Last(), fNeedFileInfo: false).GetFrames().Select(frame => NameOf(frame.GetMethod())).OfType<string>().Take(MaxFrames)];
        return frames.Length == 0 ? "no frames" : $"at {string.Join(", ", frames)}";
    }

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        for (Exception? current = failure; current is not null; current = current.InnerException)
        {
            yield return current;
        }
    }

    private static string Describe(Exception failure) => $"{failure.GetType().Name} {CodeOf(failure)}".TrimEnd();

    private static string CodeOf(Exception failure) => failure switch
    {
        SqliteException database => string.Create(CultureInfo.InvariantCulture, $"SqliteErrorCode {database.SqliteErrorCode}"),
        RequestFailedException refused => string.Create(CultureInfo.InvariantCulture, $"Status {refused.Status} {Word(refused.ErrorCode)}"),
        ServiceBusException broker => $"Reason {broker.Reason}",
        SocketException socket => $"SocketErrorCode {socket.SocketErrorCode}",
        HttpRequestException { StatusCode: { } status } http => string.Create(CultureInfo.InvariantCulture, $"HttpRequestError {http.HttpRequestError} {(int)status}"),
        HttpRequestException http => $"HttpRequestError {http.HttpRequestError}",
        _ => string.Empty,
    };

    // The code comes from a service, so only text that looks like a code is included.
    private static string Word(string? code) =>
        code is { Length: > 0 and <= MaxCodeLength } && code.All(char.IsAsciiLetterOrDigit) ? $"ErrorCode {code}" : string.Empty;

    // The compiler turns an async method into a nested class, such as <RunAsync>d__3, with the method MoveNext.
    private static string? NameOf(MethodBase? method)
    {
        if (method?.DeclaringType is not { } type)
        {
            return null;
        }

        int end = type.Name.IndexOf('>', StringComparison.Ordinal);
        return type.Name is ['<', ..] && end > 1 && type.DeclaringType is { } outer ? $"{outer.FullName}.{type.Name[1..end]}" : $"{PlainNameOf(type)}.{method.Name}";
    }

    private static string PlainNameOf(Type type) => type.IsGenericType ? $"{type.Namespace}.{type.Name}" : type.FullName ?? type.Name;
}
