using Aspirate.Cluster.Applying.Revisions;

namespace Aspirate.Cluster.Deploying;

/// <summary>Chooses the revision that a rollback goes back to.</summary>
internal static class RollbackTarget
{
    /// <exception cref="UserErrorException">There is no such revision.</exception>
    public static Revision Choose(IReadOnlyList<Revision> history, int? number, string @namespace)
    {
        if (history is not [.., var current])
        {
            throw new UserErrorException($"The namespace '{@namespace}' has no revision to go back to: nothing was applied to it with aspirate.");
        }

        if (number is not null)
        {
            return history.FirstOrDefault(revision => revision.Number == number)
                ?? throw new UserErrorException($"The namespace '{@namespace}' has no revision {number}. There are: {string.Join(", ", history.Select(revision => revision.Number))}. See them with: aspirate rollback --list");
        }

        // What the current one is like is no way back, under whichever number it was applied before.
        return history.LastOrDefault(revision => revision.State is RevisionState.Deployed && !revision.HasSameObjects(current))
            ?? throw new UserErrorException($"The namespace '{@namespace}' has no good revision before {current.Number}. See them with: aspirate rollback --list");
    }
}
