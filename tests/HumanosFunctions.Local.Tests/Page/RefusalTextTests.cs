using System.Globalization;
using System.Text.RegularExpressions;
using HumanosFunctions.Ingest;
using HumanosFunctions.Local.Page.Api;

namespace HumanosFunctions.Local.Tests.Page;

/// <summary>The page explains every reason for a refusal that docs/refusals.md lists.</summary>
public sealed partial class RefusalTextTests
{
    public static TheoryData<string> Documented => [.. Rows().Select(row => $"{row.Code} {row.Reason}")];

    [Theory]
    [MemberData(nameof(Documented))]
    public void A_reason_has_a_text_that_its_status_does_not_change(string documented)
    {
        (string code, string reason) = Rows().Single(row => $"{row.Code} {row.Reason}" == documented);
        int status = int.Parse(code.AsSpan(1, 3), CultureInfo.InvariantCulture);

        Assert.NotEqual(RefusalText.Of(reason: null, 0), RefusalText.Of(reason, 0));
        Assert.Equal(RefusalText.Of(reason, 0), RefusalText.Of(reason, status));
    }

    [Fact]
    public void Every_code_is_tried() => Assert.Equal(RefusalCode.All.Order(StringComparer.Ordinal), Rows().Select(row => row.Code).Order(StringComparer.Ordinal));

    private static IEnumerable<(string Code, string Reason)> Rows() => File
        .ReadLines(RepositoryFiles.Path("docs", "refusals.md"))
        .Select(line => Row().Match(line))
        .Where(row => row.Success)
        .Select(row => (row.Groups[1].Value, row.Groups[2].Value));

    [GeneratedRegex("^\\| `(H\\d{3}-\\d+)` \\| `(\\w+)` \\|")]
    private static partial Regex Row();
}
