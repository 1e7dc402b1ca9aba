using System.Text.Json;
using HumanosFunctions.Storage;

namespace HumanosFunctions.Requests;

/// <summary>What one event told of one credential.</summary>
/// <param name="Keys">What the credential is known by, the best first.</param>
/// <param name="Members">Those of the credential, as stored; some may be missing.</param>
/// <param name="Order">The later and then the safer counts.</param>
internal sealed record CredentialFact(
    IReadOnlyList<string> Keys, JsonElement Members, IReadOnlyList<DecisionFact> Decisions, FactOrder Order);

/// <summary>What one event told of one grantor's decision.</summary>
/// <param name="Keys">Tell whose it is.</param>
/// <param name="Members"><c>user</c>, <c>action</c> and <c>decidedAt</c>; some may be missing.</param>
/// <param name="Order">By the time of the decision or, where it has none, of the event.</param>
/// <param name="Row">The row that told it.</param>
internal sealed record DecisionFact(IReadOnlyList<string> Keys, JsonElement Members, FactOrder Order, StateRow Row);
