using HumanosFunctions.Tests.Infrastructure.Bicep;

namespace HumanosFunctions.Tests.Infrastructure;

/// <summary>Names inside a template, as far as they can be followed without the compiler.</summary>
public sealed class SymbolTests
{
    [Fact]
    public void A_template_declares_each_name_once() =>
        Assert.All(BicepFile.All, file => Assert.Equal(BicepSymbols.Declared(file).Distinct(), BicepSymbols.Declared(file)));

    [Fact]
    public void A_template_uses_only_names_that_it_declares() =>
        Assert.Empty(BicepFile.All.SelectMany(file => BicepSymbols.Undeclared(file).Select(name => $"{Path.GetFileName(file.Path)}: {name}")));

    [Fact]
    public void A_template_uses_each_parameter_that_it_declares() =>
        Assert.Empty(BicepFile.All.SelectMany(file => BicepSymbols.Unused(file).Select(name => $"{Path.GetFileName(file.Path)}: {name}")));

    [Fact]
    public void A_name_that_is_not_declared_is_found_and_one_that_is_not_used()
    {
        BicepFile broken = new("broken.bicep", "param idle string\nparam known string\nvar all = [for one in known: { text: '${missing}-x', same: one, of: known.any }]\n");

        Assert.Equal(["missing"], BicepSymbols.Undeclared(broken));
        Assert.Equal(["idle"], BicepSymbols.Unused(broken));
    }

    [Theory]
    [InlineData("listKeys")]
    [InlineData("listAccountSas")]
    [InlineData("getSecret")]
    [InlineData("accessKey")]
    public void No_template_touches_a_key(string call) =>
        Assert.DoesNotContain(BicepFile.All, file => file.Source.Contains(call, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void Storage_Service_Bus_and_telemetry_take_no_keys()
    {
        Assert.Contains("allowSharedKeyAccess: false", BicepFile.Of("modules", "storage.bicep").Source, StringComparison.Ordinal);
        Assert.Contains("disableLocalAuth: true", BicepFile.Of("modules", "servicebus.bicep").Source, StringComparison.Ordinal);
        Assert.Contains("DisableLocalAuth: true", BicepFile.Of("modules", "monitoring.bicep").Source, StringComparison.Ordinal);
    }
}
