using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.LocalCluster.Starting;

namespace Aspire.Hosting;

/// <summary>Starts projects quickly.</summary>
public static class BuiltProgramsBuilderExtensions
{
    // An IDE that debugs starts projects itself, and dotnet watch has to build them.
    private static readonly string[] StartersOfTheirOwn = ["DEBUG_SESSION_PORT", "DEBUG_SESSION_INFO", "DOTNET_WATCH"];

    /// <summary>
    /// Starts projects by the programs that were built with the AppHost, where Aspire starts each replica by <c>dotnet run</c>, which
    /// evaluates its project anew. The dashboard's "Rebuild" takes in what has changed since. Nothing is changed in an IDE's debug
    /// session, under <c>dotnet watch</c>, and for a project without a program of its own (<c>UseAppHost</c>).
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <returns>The same builder.</returns>
    public static IDistributedApplicationBuilder WithBuiltPrograms(this IDistributedApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        if (builder.ExecutionContext.IsRunMode && StartersOfTheirOwn.All(variable => string.IsNullOrEmpty(builder.Configuration[variable])))
        {
            var programs = BuiltPrograms.Of(builder.AppHostAssembly);
            builder.Eventing.Subscribe<BeforeStartEvent>((start, _) =>
            {
                BuiltPrograms.Use(start.Model.GetProjectResources(), programs);
                return Task.CompletedTask;
            });
        }

        return builder;
    }
}
