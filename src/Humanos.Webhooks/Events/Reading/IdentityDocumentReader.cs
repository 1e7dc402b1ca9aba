namespace Humanos.Webhooks;

/// <summary>Reads an identity document. The versions have different members, but the same names.</summary>
internal static class IdentityDocumentReader
{
    internal static IdentityDocument? Read(JsonMembers? document)
    {
        if (document is null)
        {
            return null;
        }

        (decimal? height, string? heightText) = Height(document);
        return new IdentityDocument
        {
            FullName = document.Text("fullName"),
            Gender = document.Text("gender"),
            Birth = Date(document, "birth"),
            DocId = document.Text("docId"),
            FullDocId = document.Text("fullDocId"),
            ExpiresAt = Date(document, "expiresAt"),
            IssueDate = Date(document, "issueDate"),
            PlaceOfBirth = document.Text("placeOfBirth"),
            DocumentType = IdentityDocumentType.From(document.Text("documentType")),
            CountryAlpha3 = document.Text("countryAlpha3"),
            TaxNumber = document.Text("taxNumber"),
            HealthNumber = document.Text("healthNumber"),
            SocialSecurityNumber = document.Text("socialSecurityNumber"),
            Photo = document.Text("photo"),
            Height = height,
            HeightText = heightText,
            DocumentDiscriminator = document.Text("documentDiscriminator"),
            MrzText = document.Text("mrzText"),
        };
    }

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

    private static HumanosDate? Date(JsonMembers document, string name)
    {
        if (document.Text(name) is not { } text)
        {
            return null;
        }

        var date = HumanosDate.Read(text);
        if (date.Value is null)
        {
            document.AddProblem(name, EventProblem.NoDate);
        }

        return date;
    }
}
