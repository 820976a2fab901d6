namespace Aspire.Dashboard.Resources;

/// <summary>A version of a resource that was rolled out.</summary>
/// <param name="Revision">Its number; a return to an earlier version has a new one.</param>
/// <param name="Source">What ran: the image.</param>
/// <param name="At">When; null when nothing remembers.</param>
/// <param name="Reason">Why: what it changed.</param>
/// <param name="Replicas">How many replicas of it there are now.</param>
/// <param name="IsCurrent">Whether it is the one that is wanted.</param>
public sealed record ResourceRollout(long Revision, string Source, DateTimeOffset? At, string Reason, int Replicas, bool IsCurrent);
