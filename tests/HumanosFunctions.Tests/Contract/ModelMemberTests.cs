using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Humanos.Webhooks;
using HumanosFunctions.Tests.Contract.Schemas;

namespace HumanosFunctions.Tests.Contract;

/// <summary>The schema of the normalised form names what the typed model names: a property that no sample fills is found here.</summary>
public sealed class ModelMemberTests
{
    private static readonly JsonObject Definitions = ContractFile.Open("normalised-event.schema.json").Root["$defs"]!.AsObject();

    // Raw JSON is not repeated; a credential's unknown members are among the event's; the kind is the type itself.
    // The opaque request id names what is stored, and is no part of the normalised form.
    private static readonly string[] LeftOut = ["json", "unknownMembers", "kind", "opaqueRequestId"];

    [Theory]
    [InlineData(typeof(HumanosUser), "user")]
    [InlineData(typeof(CredentialEvent), "credentialEvent")]
    [InlineData(typeof(IdentityEvent), "identityEvent")]
    [InlineData(typeof(OtpFailedEvent), "otpFailedEvent")]
    [InlineData(typeof(TestEvent), "testEvent")]
    [InlineData(typeof(UnknownEvent), "unknownEvent")]
    [InlineData(typeof(HumanosEvent), "envelope")]
    [InlineData(typeof(DataItem), "dataItem")]
    [InlineData(typeof(FormAnswer), "answer")]
    [InlineData(typeof(GrantorDecision), "grantor")]
    [InlineData(typeof(Proof), "proof")]
    [InlineData(typeof(W3cCredential), "w3cCredential")]
    [InlineData(typeof(Mandate), "mandate")]
    [InlineData(typeof(Evidence), "evidence")]
    [InlineData(typeof(IdentityDocument), "identityDocument")]
    [InlineData(typeof(PostalAddress), "postalAddress")]
    [InlineData(typeof(EventTime), "time")]
    [InlineData(typeof(HumanosDate), "date")]
    [InlineData(typeof(EventProblem), "problem")]
    public void A_definition_has_the_properties_of_its_type(Type type, string definition) =>
        Assert.Equal(PropertiesOf(type).Except(LeftOut).Order(), MembersOf(definition).Except(LeftOut).Order());

    [Fact]
    public void A_credential_has_the_properties_of_its_type_and_its_kind() =>
        Assert.Equal(PropertiesOf(typeof(CredentialDecision)).Except(["json", "unknownMembers"]).Order(), MembersOf("credential").Order());

    [Theory]
    [InlineData(typeof(PayloadFamily), "envelope", "family")]
    [InlineData(typeof(TimeSource), "time", "source")]
    public void A_closed_list_has_the_values_of_its_enum(Type type, string definition, string member) => Assert.Equal(
        Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName),
        Definitions[definition]!["properties"]![member]!["enum"]!.AsArray().Select(value => value!.GetValue<string>()));

    private static IEnumerable<string> PropertiesOf(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));

    private static IEnumerable<string> MembersOf(string definition) =>
        Definitions[definition]!["properties"]!.AsObject().Select(member => member.Key);
}
