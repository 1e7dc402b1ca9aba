using Microsoft.Azure.Amqp;

namespace LocalServiceBus.Amqp;

/// <summary>The <c>$cbs</c> node, where clients show their tokens.</summary>
internal static class CbsNode
{
    public static Task<Response> HandleAsync(Request request) => Task.FromResult(Handle(request));

    private static Response Handle(Request request)
    {
        if (request.Operation != "put-token")
        {
            return Response.Failed(501, AmqpErrorCode.NotImplemented, $"'{request.Operation}' is no operation of $cbs.");
        }

        // The broker's own clock may be a test's; the client signs by the real one.
        request.Connection.IsAuthorized = request.BodyValue is string token && SasKey.Signed(token, TimeProvider.System.GetUtcNow());
        return request.Connection.IsAuthorized
            ? Response.Accepted()
            : Response.Failed(401, AmqpErrorCode.UnauthorizedAccess, "InvalidSignature: the token is not signed with the key.");
    }
}
