using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Testing.Deliveries;

/// <summary>Random deliveries. About a third are valid, and the others have one or two faults.</summary>
public static class DeliveryAttempts
{
    private static readonly TimeSpan Past = TimeSpan.FromDays(1);
    private static readonly TimeSpan Future = TimeSpan.FromMinutes(5);

    /// <summary>Clock differences inside the window and on both sides of each limit.</summary>
    public static Gen<TimeSpan> AnySkews { get; } = Gen.Frequency(
        (8, ClearSkews),
        (1, Gen.Elements(-Past, Future).SelectMany(Near)),
        (1, Gen.Choose(-100_000, 100_000).Select(hours => TimeSpan.FromHours(hours))));

    /// <summary>Clock differences far from the limits, for a receiver with a running clock.</summary>
    public static Gen<TimeSpan> ClearSkews => Gen.Frequency(
        (3, Gen.Choose(-86_000, 240).Select(seconds => TimeSpan.FromSeconds(seconds))),
        (1, Gen.Elements(-Past - TimeSpan.FromMinutes(1), Future + TimeSpan.FromMinutes(1), TimeSpan.FromDays(-400), TimeSpan.FromDays(400))));

    public static Gen<byte[]> AnyBodies { get; } = Gen.Frequency(
        (1, Gen.Constant(Array.Empty<byte>())),
        (4, Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf()),
        (4, Gen.Elements(Samples.Names.ToArray()).Select(Samples.Read)),
        (1, Gen.Elements("{ \"iv\": \"AAAA\" }"u8.ToArray(), "[object Object]"u8.ToArray(), "."u8.ToArray(), "\0"u8.ToArray())));

    /// <summary>One to three accepted generations with arbitrary secrets.</summary>
    public static Gen<IReadOnlyList<string>> AnySecrets =>
        from count in Gen.Choose(1, 3)
        from texts in Gen.ArrayOf(AnySecret, count)
        select (IReadOnlyList<string>)[.. texts.Distinct()];

    /// <param name="times">The receiver's clock.</param>
    /// <param name="skews">The difference between the timestamp and the clock.</param>
    /// <param name="secrets">The accepted generations of the secret.</param>
    /// <param name="bodies">The signed bodies.</param>
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

    // Times before 1970 and after 2286 do not have 13 digits. They are sent unchanged.
    private static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}

/// <summary>A valid or invalid delivery, with the time and the secrets for its verification.</summary>
/// <param name="Timestamp">The value of the header; null if it is absent.</param>
/// <param name="Signature">The value of the header; null if it is absent.</param>
/// <param name="Body">The sent bytes, which can differ from the signed bytes.</param>
/// <param name="AcceptedSecrets">The accepted generations of the secret.</param>
/// <param name="Now">The receiver's clock.</param>
/// <param name="Trick">The manipulation of the delivery.</param>
public sealed record DeliveryAttempt(
    string? Timestamp, string? Signature, byte[] Body, IReadOnlyList<string> AcceptedSecrets, DateTimeOffset Now, string Trick)
{
    /// <summary>The text for a failure: the manipulation and lengths, without values.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Trick}; body {Body.Length}, timestamp {Timestamp?.Length ?? -1}, signature {Signature?.Length ?? -1}");
}

/// <summary>Checks a property with random cases. A failure states the seed, to repeat the run, and the case, without any values.</summary>
public static class Deck
{
    private const int Size = 60;

    public static void CheckEach<T>(this Gen<T> cases, int count, Action<T> property)
    {
        int seed = Seed.Next();
        Config config = Config.QuickThrowOnFailure
            .WithMaxTest(count)
            .WithStartSize(Size)
            .WithEndSize(Size)
            .WithQuietOnSuccess(true)
            .WithReplay((ulong)seed, 1);
        try
        {
            Prop.ForAll(cases.ToArbitrary(), property).Check(config);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{Seed.Variable}={seed}: {failure.Message}");
        }
    }
}
