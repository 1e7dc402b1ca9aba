using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Testing.Deliveries;

/// <summary>Random deliveries: about a third genuine, the others wrong in one way or two.</summary>
public static class DeliveryAttempts
{
    private static readonly TimeSpan Past = TimeSpan.FromDays(1);
    private static readonly TimeSpan Future = TimeSpan.FromMinutes(5);

    /// <summary>How far ahead of the clock a delivery is signed: inside the window, and on both sides of each border.</summary>
    public static Gen<TimeSpan> AnySkews { get; } = Gen.Frequency(
        (8, ClearSkews),
        (1, Gen.Elements(-Past, Future).SelectMany(Near)),
        (1, Gen.Choose(-100_000, 100_000).Select(hours => TimeSpan.FromHours(hours))));

    /// <summary>Far from the borders, for a receiver with a running clock.</summary>
    public static Gen<TimeSpan> ClearSkews => Gen.Frequency(
        (3, Gen.Choose(-86_000, 240).Select(seconds => TimeSpan.FromSeconds(seconds))),
        (1, Gen.Elements(-Past - TimeSpan.FromMinutes(1), Future + TimeSpan.FromMinutes(1), TimeSpan.FromDays(-400), TimeSpan.FromDays(400))));

    public static Gen<byte[]> AnyBodies { get; } = Gen.Frequency(
        (1, Gen.Constant(Array.Empty<byte>())),
        (4, Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf()),
        (4, Gen.Elements(Samples.Names.ToArray()).Select(Samples.Read)),
        (1, Gen.Elements("{ \"iv\": \"AAAA\" }"u8.ToArray(), "[object Object]"u8.ToArray(), "."u8.ToArray(), "\0"u8.ToArray())));

    /// <summary>One to three generations in force, of any text that may be a secret.</summary>
    public static Gen<IReadOnlyList<string>> AnySecrets =>
        from count in Gen.Choose(1, 3)
        from texts in Gen.ArrayOf(AnySecret, count)
        select (IReadOnlyList<string>)[.. texts.Distinct()];

    /// <param name="times">The receiver's clock.</param>
    /// <param name="skews">How far ahead of it deliveries are signed.</param>
    /// <param name="secrets">The generations in force.</param>
    /// <param name="bodies">The bodies that are signed.</param>
    public static Gen<DeliveryAttempt> Of(
        Gen<DateTimeOffset> times, Gen<TimeSpan> skews, Gen<IReadOnlyList<string>> secrets, Gen<byte[]> bodies) =>
        from now in times
        from skew in skews
        from accepted in secrets
        from body in bodies
        from signing in OneOf(SigningTricks.All)
        from sending in OneOf(SendingTricks.All)
        from choice in Gen.Choose(0, int.MaxValue - 1)
        select Make(now, new Draft(accepted, now + skew, Milliseconds(now + skew), body), signing, sending, choice);

    private static DeliveryAttempt Make(DateTimeOffset now, Draft draft, Trick signing, Trick sending, int choice)
    {
        Draft sent = sending.Play(signing.Play(draft, choice).WithSignature(), choice);
        return new DeliveryAttempt(sent.Timestamp, sent.Signature, sent.Body, draft.Secrets, now, $"{signing.Name}, {sending.Name}");
    }

    private static Gen<Trick> OneOf(IReadOnlyList<Trick> tricks) =>
        Gen.Frequency((1, Gen.Constant(Trick.None)), (1, Gen.Elements(tricks.ToArray())));

    private static Gen<string> AnySecret =>
        Gen.Choose(' ', 'ÿ').Select(code => (char)code).NonEmptyListOf().Select(text => string.Concat(text)).Where(text => text.Trim().Length > 0);

    private static Gen<TimeSpan> Near(TimeSpan border) =>
        Gen.Elements(-10_000_000L, -10_001, -10_000, -1, 0, 1, 10_000, 10_001, 10_000_000).Select(ticks => border + TimeSpan.FromTicks(ticks));

    // Times before 1970 and after 2286 have no 13 digits; they are sent as they are.
    private static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
