using System.Net;
using HumanosFunctions.Processing.Otp;

namespace HumanosFunctions.Tests.Processing.Otp;

public sealed class ResendAnswerTests
{
    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(299)]
    public void Any_success_is_accepted(int status) => Assert.IsType<ResendAnswer.Accepted>(Of(status));

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(599)]
    public void An_API_that_is_busy_or_broken_is_called_again(int status) => Assert.Equal(new ResendAnswer.Unavailable(status), Of(status));

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(422)]
    [InlineData(499)]
    public void Everything_else_is_final_also_a_redirect(int status) => Assert.Equal(new ResendAnswer.Refused(status), Of(status));

    private static ResendAnswer Of(int status) => ResendAnswer.Of((HttpStatusCode)status);
}
