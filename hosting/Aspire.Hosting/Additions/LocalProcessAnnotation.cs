using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Additions;

/// <summary>How the work of a container is done by a program of this machine, for when no container runtime is there. The last one counts.</summary>
/// <param name="prepare">
/// Prepares the program's data and says what to start. It throws <see cref="DistributedApplicationException"/>, with the
/// remedies, when the machine lacks the program too.
/// </param>
public sealed class LocalProcessAnnotation(Func<LocalProcessContext, CancellationToken, Task<LocalProcess>> prepare) : IResourceAnnotation
{
    /// <summary>Gets what prepares the program's data and says what to start.</summary>
    public Func<LocalProcessContext, CancellationToken, Task<LocalProcess>> Prepare { get; } = prepare;
}
