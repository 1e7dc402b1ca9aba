using System.Net.Sockets;
using Azure;
using Azure.Messaging.ServiceBus;
using HumanosFunctions.Telemetry;
using Microsoft.Data.Sqlite;

namespace HumanosFunctions.Tests.Telemetry;

/// <summary>What is told of a failure: types, codes and methods, and nothing that was worked on.</summary>
public sealed class FailureReportTests
{
    private const string Confidential = "Ada Confidential";

    public static TheoryData<Exception, string> Failures => new()
    {
        { new SqliteException(Confidential, 14), "SqliteException SqliteErrorCode 14" },
        { new RequestFailedException(409, Confidential, "EntityAlreadyExists", innerException: null), "RequestFailedException Status 409 ErrorCode EntityAlreadyExists" },
        { new RequestFailedException(500, Confidential, Confidential, innerException: null), "RequestFailedException Status 500" },
        { new ServiceBusException(Confidential, ServiceBusFailureReason.QuotaExceeded), "ServiceBusException Reason QuotaExceeded" },
        { new SocketException((int)SocketError.ConnectionRefused), "SocketException SocketErrorCode ConnectionRefused" },
        { new HttpRequestException(HttpRequestError.NameResolutionError, Confidential), "HttpRequestException HttpRequestError NameResolutionError" },
        { new IOException(Confidential), "IOException" },
        { new TimeoutException(Confidential, new SqliteException(Confidential, 5)), "TimeoutException < SqliteException SqliteErrorCode 5" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_failure_is_told_by_type_and_code(Exception failure, string cause)
    {
        Assert.Equal(cause, FailureReport.CauseOf(failure));
        Assert.Equal($"{cause}; no frames", FailureReport.Of(failure));
    }

    [Fact]
    public async Task The_methods_that_it_came_through_are_named_and_the_handler_and_no_message()
    {
        Exception failure = await Assert.ThrowsAsync<InvalidOperationException>(FailAsync);

        Assert.False(FailureReport.RecordHandler(failure, typeof(FailureReportTests)));
        string report = FailureReport.Of(failure);

        Assert.StartsWith(
            "InvalidOperationException in FailureReportTests; at HumanosFunctions.Tests.Telemetry.FailureReportTests.FailAsync", report, StringComparison.Ordinal);
        Assert.DoesNotContain("Confidential", report, StringComparison.Ordinal);
    }

    private static async Task FailAsync()
    {
        await Task.Yield();
        throw new InvalidOperationException(Confidential);
    }
}
