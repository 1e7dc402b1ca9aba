namespace Testing.Deliveries;

/// <summary>Manipulations of a signed delivery in transit: headers in another form, changed bytes.</summary>
public static class SendingTricks
{
    public static IReadOnlyList<Trick> All { get; } =
    [
        new("capitals", (draft, _) => draft with { Signature = draft.Signature!.ToUpperInvariant() }),
        new("one capital", (draft, choice) => Signature(draft, signature => Trick.At(signature, choice, char.ToUpperInvariant))),
        new("no signature", (draft, _) => draft with { Signature = null }),
        new("empty signature", (draft, _) => draft with { Signature = string.Empty }),
        new("signature cut", (draft, choice) => Signature(draft, signature => signature[..(choice % 64)])),
        new("signature lengthened", (draft, choice) => Signature(draft, signature => signature + signature[..(1 + (choice % 64))])),
        new("signature twice", (draft, choice) => Signature(draft, signature => signature + (choice % 2 == 0 ? "," : ", ") + signature)),
        new("signature with prefix", (draft, choice) => Signature(draft, signature => (choice % 2 == 0 ? "sha256=" : "0x") + signature)),
        new("signature with space", (draft, choice) => Signature(draft, signature => choice % 2 == 0 ? " " + signature : signature + " ")),
        new("signature in base64", (draft, _) => Signature(draft, signature => Convert.ToBase64String(Convert.FromHexString(signature)))),
        new("another digit", (draft, choice) => Signature(draft, signature => Trick.At(signature, choice, digit => digit == '0' ? '1' : '0'))),
        new("no digit", (draft, choice) => Signature(draft, signature => Trick.At(signature, choice, _ => 'g'))),
        new("full-width digit", (draft, choice) => Signature(draft, signature => Trick.At(signature, choice, digit => (char)(digit - '0' + '０')))),
        new("zeros", (draft, _) => Signature(draft, _ => new string('0', 64))),
        new("no timestamp", (draft, _) => draft with { Timestamp = null }),
        new("empty timestamp", (draft, _) => draft with { Timestamp = string.Empty }),
        new("later timestamp", (draft, choice) => Timestamp(draft, text => Trick.At(text, choice, digit => digit == '9' ? '0' : (char)(digit + 1)))),
        new("timestamp lengthened", (draft, _) => Timestamp(draft, text => text + "000")),
        new("timestamp cut", (draft, _) => Timestamp(draft, text => text[..Math.Min(10, text.Length)])),
        new("timestamp twice", (draft, _) => Timestamp(draft, text => text + "," + text)),
        new("bit flipped", (draft, choice) => draft with { Body = Trick.Flip(draft.Body, choice) }),
        new("body cut", (draft, choice) => draft with { Body = draft.Body[..(choice % (draft.Body.Length + 1))] }),
        new("body cut in front", (draft, choice) => draft with { Body = draft.Body[(choice % (draft.Body.Length + 1))..] }),
        new("body lengthened", (draft, choice) => draft with { Body = [.. draft.Body, .. new byte[1 + (choice % 16)]] }),
        new("line end added", (draft, _) => draft with { Body = [.. draft.Body, (byte)'\n'] }),
        new("byte order mark added", (draft, _) => draft with { Body = [0xEF, 0xBB, 0xBF, .. draft.Body] }),
        new("no body", (draft, _) => draft with { Body = [] }),
        new("stop moved", (draft, _) => draft with { Body = [(byte)'.', .. draft.Body] }),
    ];

    private static Draft Signature(Draft draft, Func<string, string> change) => draft with { Signature = change(draft.Signature!) };

    private static Draft Timestamp(Draft draft, Func<string, string> change) => draft with { Timestamp = change(draft.Timestamp ?? string.Empty) };
}
