namespace Humanos.Webhooks;

/// <summary>
/// Reads an identity document. The published versions have flat members with the same names. Later versions are announced as a structured
/// document whose shape is not published, so each value is also looked for in the objects and under the names that such documents use.
/// </summary>
internal static class IdentityDocumentReader
{
    internal static IdentityDocument? Read(JsonMembers? document) => document is null ? null : Read(new IdentityPlaces(document));

    private static IdentityDocument Read(IdentityPlaces places)
    {
        (decimal? height, string? heightText) = Height(places.Root);
        return new IdentityDocument
        {
            FullName = Own(places, "fullName") ?? NameReader.Read(places),
            Gender = Own(places, "gender") ?? places.Person.FirstOf("gender", "sex"),
            Birth = OwnDate(places, "birth")
                ?? places.Birth.FirstDateOf("date", "dateOfBirth", "birthDate", "value") ?? places.Person.FirstDateOf("dateOfBirth", "birthDate", "birth"),
            DocId = Own(places, "docId") ?? places.Paper.FirstOf("docId", "documentNumber", "number") ?? places.Whole.FirstOf("documentNumber"),
            FullDocId = Own(places, "fullDocId") ?? places.Paper.FirstOf("fullDocId", "fullNumber"),
            ExpiresAt = OwnDate(places, "expiresAt") ?? places.PaperOrWhole.FirstDateOf("expiresAt", "expirationDate", "expiryDate", "dateOfExpiry", "validUntil"),
            IssueDate = OwnDate(places, "issueDate") ?? places.PaperOrWhole.FirstDateOf("issueDate", "issuedAt", "issuanceDate", "dateOfIssue", "validFrom"),
            PlaceOfBirth = Own(places, "placeOfBirth") ?? PlaceReader.Place(places.BirthPlace) ?? places.Birth.FirstOf("place", "placeOfBirth", "city"),
            CountryOfBirth = PlaceReader.Country(places.BirthPlace) ?? PlaceReader.Country(places.Birth) ?? places.Person.FirstOf("countryOfBirth", "birthCountry"),
            DocumentType = IdentityDocumentType.From(Own(places, "documentType") ?? places.Paper.FirstOf("documentType", "type", "kind") ?? places.PaperType.FirstOf("type", "code", "name")),
            CountryAlpha3 = Own(places, "countryAlpha3") ?? PlaceReader.IssuingCountry(places),
            Nationalities = NationalityReader.Read(places),
            Addresses = AddressReader.Read(places),
            TaxNumber = OwnOrInner(places, "taxNumber"),
            HealthNumber = OwnOrInner(places, "healthNumber"),
            SocialSecurityNumber = OwnOrInner(places, "socialSecurityNumber"),
            Photo = OwnOrInner(places, "photo"),
            Height = height,
            HeightText = heightText,
            DocumentDiscriminator = OwnOrInner(places, "documentDiscriminator"),
            MrzText = OwnOrInner(places, "mrzText"),
        };
    }

    // The member of the published versions. An object in its place is read by other names.
    private static string? Own(IdentityPlaces places, string name) => places.Root.IsObject(name) && IdentityPlaces.Knows(name) ? null : places.Root.Text(name);

    private static string? OwnOrInner(IdentityPlaces places, string name) => Own(places, name) ?? places.Inner.FirstOf(name);

    private static HumanosDate? OwnDate(IdentityPlaces places, string name) =>
        places.Root.CanRead(name, DateMembers.Read) ? places.Root.Read(name, DateMembers.Read, EventProblem.NoDate)
        : places.Root.IsObject(name) && IdentityPlaces.Knows(name) ? null
        : places.Root.Date(name);

    private static (decimal? Number, string? Text) Height(JsonMembers document)
    {
        string? text = document.Read("height", JsonScalar.NumberOrText, EventProblem.NoNumber);
        decimal? number = JsonScalar.Number(text?.Replace(',', '.'));
        if (text is not null && number is null)
        {
            document.AddProblem("height", EventProblem.NoNumber);
        }

        return (number, text);
    }
}

/// <summary>Reads a name in parts: an object <c>name</c>, or given names and a family name.</summary>
internal static class NameReader
{
    internal static string? Read(IdentityPlaces places)
    {
        IReadOnlyList<JsonMembers> owners = [.. places.Person, .. places.Person.InnerOf("name", "fullName")];
        return owners.FirstOf("fullName", "full", "name") ?? Join(
            owners.FirstOf("givenNames", "givenName", "firstNames", "firstName", "given"),
            owners.FirstOf("familyName", "lastName", "surname", "family"));
    }

    private static string? Join(string? given, string? family) =>
        given is null || family is null ? given ?? family : $"{given} {family}";
}

/// <summary>Reads places and countries.</summary>
internal static class PlaceReader
{
    internal static string? Place(IReadOnlyList<JsonMembers> places) => places.FirstOf("name", "place", "formatted", "city", "locality", "town");

    /// <summary>A country as text, or the code of a country as an object.</summary>
    internal static string? Country(IReadOnlyList<JsonMembers> owners, params ReadOnlySpan<string> names) =>
        owners.FirstOf(["countryAlpha3", .. names, "country", "countryCode"]) ?? Code(owners.InnerOf([.. names, "country"]));

    internal static string? IssuingCountry(IdentityPlaces places) =>
        Country(places.Paper, "issuingCountry", "issuerCountry")
        ?? places.Whole.FirstOf("issuingCountry", "documentCountry")
        ?? Code(places.Whole.InnerOf("issuingCountry", "countryAlpha3"));

    internal static string? Code(IReadOnlyList<JsonMembers> countries) => countries.FirstOf("alpha3", "countryAlpha3", "code", "alpha2", "name", "country");
}

/// <summary>Reads one or several nationalities, each a text or an object.</summary>
internal static class NationalityReader
{
    private static readonly string[] Names = ["nationalities", "nationality", "citizenships", "citizenship"];

    internal static IReadOnlyList<string> Read(IdentityPlaces places) =>
        places.Person.SelectMany(owner => Names.Select(name => Read(owner, name))).FirstOrDefault(found => found.Count > 0) ?? [];

    private static IReadOnlyList<string> Read(JsonMembers owner, string name) =>
        owner.HoldsTexts(name) ? owner.Texts(name)
        : owner.HoldsObjects(name) ? [.. owner.Objects(name).Select(country => PlaceReader.Code([country])).OfType<string>()]
        : [];
}

/// <summary>Reads one or several addresses, each a text or an object.</summary>
internal static class AddressReader
{
    private static readonly string[] Names = ["addresses", "address"];

    internal static IReadOnlyList<PostalAddress> Read(IdentityPlaces places) =>
        [.. places.Person.SelectMany(owner => Names.SelectMany(name => Read(owner, name)))];

    private static IEnumerable<PostalAddress> Read(JsonMembers owner, string name) =>
        owner.HoldsTexts(name) ? owner.Texts(name).Select(text => new PostalAddress { Text = text })
        : owner.HoldsObjects(name) ? owner.Objects(name).Select(address => ReadOne([address]))
        : [];

    private static PostalAddress ReadOne(IReadOnlyList<JsonMembers> address) => new()
    {
        Type = address.FirstOf("type", "kind"),
        Text = address.FirstOf("formatted", "fullAddress", "full", "text", "address"),
        Street = address.FirstOf("street", "streetAddress", "addressLine1", "line1"),
        PostalCode = address.FirstOf("postalCode", "postcode", "zipCode", "zip"),
        City = address.FirstOf("city", "locality", "town"),
        Region = address.FirstOf("region", "state", "province", "district"),
        Country = PlaceReader.Country(address),
    };
}
