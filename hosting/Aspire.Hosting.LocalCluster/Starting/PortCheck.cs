using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.LocalCluster.Starting;

/// <summary>Sees before anything is started that every fixed port is free, and ends the run in plain words if one is not.</summary>
internal sealed class PortCheck(IConfiguration configuration, IHostApplicationLifetime lifetime) : IDistributedApplicationEventingSubscriber
{
    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        if (executionContext.IsRunMode)
        {
            eventing.Subscribe<BeforeStartEvent>((start, _) => VerifyAsync(start.Model));
        }

        return Task.CompletedTask;
    }

    /// <summary>One message for all ports that are taken or asked for twice; <see langword="null"/> if there are none.</summary>
    public static string? FindProblems(IReadOnlyCollection<RequiredPort> ports)
    {
        var conflicts = ports.GroupBy(required => required.Port)
            .Where(group => group.Count() > 1)
            .Select(group => $"Port {group.Key} is asked for more than once: by {string.Join(" and ", group.Select(required => $"'{required.Resource}' ({required.Endpoint})"))}. Give each a port of its own.");

        var taken = ports.DistinctBy(required => required.Port)
            .Where(required => !FixedPorts.IsFree(required.Port))
            .Select(required => $"Port {required.Port} of '{required.Resource}' is held by {PortHolder.Find(required.Port)?.ToString() ?? "another user's process"}.")
            .ToList();

        if (taken.Count > 0)
        {
            taken.Add($"Stop {(taken.Count == 1 ? "it" : "them")}, or give the {(taken.Count == 1 ? "endpoint another port" : "endpoints other ports")}.");
        }

        var problems = conflicts.Concat(taken).ToList();
        return problems.Count == 0 ? null : string.Join(Environment.NewLine, problems);
    }

    private async Task VerifyAsync(DistributedApplicationModel model)
    {
        if (FindProblems(FixedPorts.Of(model, configuration)) is not { } problems)
        {
            return;
        }

        // Not through the log: what is in its queue is lost when a process ends as early as this.
        await Console.Error.WriteLineAsync($"Error: {problems}");
        Environment.ExitCode = 1;
        lifetime.StopApplication();
        throw new PortsTakenException(problems);
    }
}

/// <summary>An application cannot start, as ports that it needs are taken.</summary>
/// <remarks>A cancellation, because <see cref="DistributedApplication.RunAsync"/> lets one that goes with a stop of the application pass without a stack trace.</remarks>
internal sealed class PortsTakenException(string message) : OperationCanceledException(message);

/// <summary>Adds the check.</summary>
internal static class PortCheckExtensions
{
    public static void AddPortCheck(this IDistributedApplicationBuilder builder) =>
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IDistributedApplicationEventingSubscriber, PortCheck>());
}
