namespace Aspirate.Cluster.Building.Inspection;

/// <summary>What became of asking about images.</summary>
/// <param name="Facts">What is known of those that somebody could tell about.</param>
/// <param name="Unanswered">The others, each with the reason, as a part of a sentence.</param>
internal sealed record InspectionResult(IReadOnlyList<ImageFacts> Facts, IReadOnlyDictionary<string, string> Unanswered);
