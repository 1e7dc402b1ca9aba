using System.Text.RegularExpressions;
using HumanosFunctions.Ingest;
using HumanosFunctions.Local.Page.Api;

namespace HumanosFunctions.Local.Tests.Page;

/// <summary>The page explains every reason for a refusal that docs/refusals.md lists.</summary>
public sealed partial class RefusalTextTests
{
    public static TheoryData<string, string> Documented => [.. Rows()];

    [Theory]
    [MemberData(nameof(Documented))]
    public void A_reason_has_a_text_of_its_own(string code, string reason)
    {
        int status = int.Parse(code.AsSpan(1, 3), System.Globalization.CultureInfo.InvariantCulture);

        Assert.NotEqual(RefusalText.Of(reason: null, 0), RefusalText.Of(reason, 0));
        Assert.Equal(RefusalText.Of(reason, 0), RefusalText.Of(reason, status));
    }

    [Fact]
    public void Every_code_is_tried() => Assert.Equal(RefusalCode.All.Order(StringComparer.Ordinal), Rows().Select(row => row.Item1).Order(StringComparer.Ordinal));

    private static IEnumerable<(string, string)> Rows() => File
        .ReadLines(RepositoryFiles.Path("docs", "refusals.md"))
        .Select(line => Row().Match(line))
        .Where(row => row.Success)
        .Select(row => (row.Groups[1].Value, row.Groups[2].Value));

    [GeneratedRegex("^\\| `(H\\d{3}-\\d+)` \\| `(\\w+)` \\|")]
    private static partial Regex Row();
}
